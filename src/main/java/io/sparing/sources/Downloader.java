package io.sparing.sources;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow.Publisher;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills a {@link PartFile} from its source's address, in as many attempts as the limits allow. */
final class Downloader {

  /** Waits between attempts; in tests it does not. */
  interface Pause {
    void rest(Duration time) throws InterruptedException;
  }

  private static final int MOST_MISMATCHES = 2;
  private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9*]+)");

  private final DownloadLimits limits;
  private final Requests requests;
  private final Pause pause;
  private final DoubleSupplier chance;

  /**
   * @param pause how to wait between attempts
   * @param chance between 0 and 1, for the length of pauses
   */
  Downloader(DownloadLimits limits, Pause pause, DoubleSupplier chance) {
    this(limits, pause, chance, Token.of(System.getenv()));
  }

  Downloader(DownloadLimits limits, Pause pause, DoubleSupplier chance, Token token) {
    this.limits = limits;
    this.requests = new Requests(limits, token);
    this.pause = pause;
    this.chance = chance;
  }

  /**
   * Downloads what is missing of the file and checks all of it. A file that is another one is
   * fetched again once.
   *
   * @throws SourceException if the download fails; what has arrived is kept unless it is wrong
   */
  void download(Source source, PartFile part, DownloadListener listener)
      throws IOException, InterruptedException {
    int mismatches = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        attempt(source, part, listener);
        return;
      } catch (MismatchException e) {
        part.restart();
        if (++mismatches == MOST_MISMATCHES) {
          throw e;
        }
        listener.retrying(source, Duration.ZERO, "found %s".formatted(e.found()));
      } catch (SourceException e) {
        throw e;
      } catch (IOException e) {
        if (attempt >= limits.attempts()) {
          throw exhausted(source, part, e);
        }
        rest(source, attempt, e, listener);
      }
    }
  }

  private void rest(Source source, int attempt, IOException failure, DownloadListener listener)
      throws InterruptedException {
    Duration time = limits.pauseAfter(attempt, chance.getAsDouble());
    listener.retrying(source, time, reason(failure));
    pause.rest(time);
  }

  private void attempt(Source source, PartFile part, DownloadListener listener)
      throws IOException, InterruptedException {
    if (part.length() < source.bytes()) {
      HttpResponse<Publisher<List<ByteBuffer>>> response =
          requests.get(source, part.length(), part.validator());
      try (BodyReader body = new BodyReader(limits)) {
        response.body().subscribe(body);
        begin(source, part, response);
        receive(source, part, body, listener);
      }
    }
    String found = part.sha256();
    if (!found.equals(source.sha256())) {
      throw MismatchException.ofChecksum(source, found);
    }
  }

  /** Checks the answer's head and makes the part end where the body begins. */
  private static void begin(Source source, PartFile part, HttpResponse<?> response)
      throws IOException {
    switch (response.statusCode()) {
      case 200 -> {
        part.restart();
        long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (announced >= 0 && announced != source.bytes()) {
          throw MismatchException.ofBytes(source, announced);
        }
      }
      case 206 -> checkRange(source, part, response);
      case 416 -> throw MismatchException.ofBytes(source, part.length());
      case 408, 425, 429, 500, 502, 503, 504 ->
          throw new IOException("the server answered " + response.statusCode());
      default -> throw refused(source, response);
    }
    part.keepValidator(response.headers());
  }

  private static void checkRange(Source source, PartFile part, HttpResponse<?> response)
      throws MismatchException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    Matcher matcher = RANGE.matcher(range);
    String bytes = String.valueOf(source.bytes());
    if (!matcher.matches()
        || Long.parseLong(matcher.group(1)) != part.length()
        || !(matcher.group(2).equals("*") || matcher.group(2).equals(bytes))) {
      throw new MismatchException(
          source, "bytes %d-%d/%s".formatted(part.length(), source.bytes() - 1, bytes), range);
    }
  }

  private void receive(Source source, PartFile part, BodyReader body, DownloadListener listener)
      throws IOException, InterruptedException {
    for (Optional<List<ByteBuffer>> next = body.read(); next.isPresent(); next = body.read()) {
      long arrived = next.get().stream().mapToLong(ByteBuffer::remaining).sum();
      if (part.length() + arrived > source.bytes()) {
        throw MismatchException.ofBytes(source, part.length() + arrived);
      }
      for (ByteBuffer buffer : next.get()) {
        part.append(buffer);
      }
      listener.progressed(source, part.length());
    }
    if (part.length() < source.bytes()) {
      throw new IOException(
          "the answer ended after %d of %d bytes".formatted(part.length(), source.bytes()));
    }
  }

  private static SourceException refused(Source source, HttpResponse<?> response) {
    return new SourceException(
        source.path(),
        response.uri().toString(),
        "the file",
        "HTTP status " + response.statusCode(),
        remedy(response.statusCode()));
  }

  private static String remedy(int status) {
    return status == 401 || status == 403
        ? "agree to its terms where it is published and set HF_TOKEN to a token that may read it, or put the file into a mirror folder (--mirror)"
        : "correct the address in the manifest, or put the file into a mirror folder (--mirror)";
  }

  private SourceException exhausted(Source source, PartFile part, IOException failure) {
    SourceException exhausted =
        new SourceException(
            source.path(),
            source.address().orElseThrow().toString(),
            "%d bytes".formatted(source.bytes()),
            "%d after %d attempts (%s)"
                .formatted(part.length(), limits.attempts(), reason(failure)),
            "run it again, it goes on from there; or put the file into a mirror folder (--mirror)");
    exhausted.initCause(failure);
    return exhausted;
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
