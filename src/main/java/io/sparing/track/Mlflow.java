package io.sparing.track;

import io.sparing.text.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * An MLflow tracking server: a run a sweep, and a nested run a trial. It is called by its REST
 * interface, as decision 34 explains. Address, experiment and secrets come from the command line or
 * from the variables that MLflow's own clients read.
 */
public final class Mlflow implements Tracker {

  private static final String ADDRESS = "MLFLOW_TRACKING_URI";
  private static final Duration CALL_LIMIT = Duration.ofSeconds(15);

  @Override
  public String name() {
    return "mlflow";
  }

  @Override
  public Tracking open(TrackerSettings settings) {
    Rest rest = new Rest(address(settings), authorization(settings), CALL_LIMIT);
    Optional<String> experiment =
        settings.experiment().or(() -> settings.variable("MLFLOW_EXPERIMENT_NAME"));
    return new MlflowTracking(new MlflowClient(rest), settings, experiment);
  }

  private static URI address(TrackerSettings settings) {
    String text =
        settings
            .address()
            .or(() -> settings.variable(ADDRESS))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot track without an address; expected --track-address http://HOST:PORT, or %s"
                            .formatted(ADDRESS)));
    URI address = parse(text);
    if (address.getHost() == null || !speaksHttp(address) || address.getQuery() != null) {
      throw invalid(text);
    }
    return address;
  }

  /** Parses an address. A message never repeats one that may hold a password. */
  private static URI parse(String text) {
    if (text.contains("@")) {
      throw new IllegalArgumentException(
          "Invalid address of the tracker: it has a user or a password; expected them in"
              + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD");
    }
    try {
      return new URI(text.strip().replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw invalid(text);
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "Invalid address of the tracker: %s; expected http://HOST:PORT or https://HOST:PORT"
            .formatted(Printable.of(text)));
  }

  private static boolean speaksHttp(URI address) {
    return "http".equalsIgnoreCase(address.getScheme())
        || "https".equalsIgnoreCase(address.getScheme());
  }

  private static Optional<String> authorization(TrackerSettings settings) {
    Optional<String> user = settings.variable("MLFLOW_TRACKING_USERNAME");
    Optional<String> password = settings.variable("MLFLOW_TRACKING_PASSWORD");
    if (user.isPresent() && password.isPresent()) {
      String both = user.get() + ":" + password.get();
      return Optional.of(
          "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    }
    return settings.variable("MLFLOW_TRACKING_TOKEN").map(token -> "Bearer " + token.strip());
  }
}
