package io.sparing.cli;

import io.sparing.data.BadDataException;
import io.sparing.data.DataSettings;
import io.sparing.data.Dataset;
import io.sparing.data.Datasets;
import io.sparing.data.HoldOut;
import io.sparing.data.OwnColumns;
import io.sparing.data.SourceFiles;
import io.sparing.data.SuggestedColumns;
import io.sparing.data.UnknownColumnException;
import io.sparing.data.Validation;
import io.sparing.text.CleanText;
import io.sparing.trial.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How one's own file is read, with the names and defaults that sweep files have. */
final class OwnFileOptions {

  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      description = "The column of the text in a file of your own (default: text).")
  private String text;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "The column of the label in a file of your own (default: label).")
  private String label;

  @Option(
      names = "--text-pair",
      paramLabel = "COLUMN",
      description = "The column of the second text in a file of your own (default: none).")
  private String textPair;

  @Option(
      names = "--split",
      paramLabel = "COLUMN",
      description =
          "The column that says train, validation or test in a file of your own (default: none; a"
              + " tenth of the rows is held out for each of the latter two).")
  private String split;

  /**
   * Returns the data set of that name, or the absolute path of a file.
   *
   * @throws IllegalArgumentException if it is neither; the message lists what is known
   */
  String dataset(String written) {
    Path path = Path.of(written).toAbsolutePath().normalize();
    if (Datasets.isFile(written)) {
      return path.toString();
    }
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(Datasets.absence(path).orElseThrow());
    }
    checkNotGiven(Datasets.find(written).name());
    return written;
  }

  /**
   * Reads the rows of a data set, or of a file.
   *
   * @param dataset as of {@link #dataset}
   * @throws BadDataException if it is refused; of columns that a file lacks the message says which
   *     others may be meant
   */
  Dataset load(String dataset, SourceFiles files) {
    DataSettings settings = settings(dataset);
    try {
      return Datasets.load(dataset, settings, files);
    } catch (UnknownColumnException e) {
      String advice =
          settings.own().map(own -> advice(Path.of(dataset), own, e.known())).orElse("");
      throw new BadDataException(e.getMessage() + advice, e);
    }
  }

  private static String advice(Path file, OwnColumns own, List<String> known) {
    boolean noText = lacks(known, own.text());
    boolean noLabel = lacks(known, own.label());
    if (!noText && !noLabel) {
      return "";
    }
    SuggestedColumns suggested = Datasets.suggestColumns(file, known);
    if (noLabel && suggested.label().isEmpty()) {
      return "; no column looks like labels: 2 to 1,000 different values that come again";
    }
    List<String> options = new ArrayList<>();
    suggested.text().filter(name -> noText).ifPresent(name -> options.add("--text " + word(name)));
    suggested
        .label()
        .filter(name -> noLabel)
        .ifPresent(name -> options.add("--label " + word(name)));
    return options.isEmpty() ? "" : "; try " + String.join(" ", options);
  }

  /** Returns a name as a shell takes it for one word. */
  private static String word(String name) {
    return name.matches("[\\w.-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }

  private static boolean lacks(List<String> known, String column) {
    return known.stream()
        .noneMatch(name -> CleanText.ofName(name).equals(CleanText.ofName(column)));
  }

  private void checkNotGiven(String dataset) {
    if (!given().isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid %s: data set %s does not take it, only one's own file does"
              .formatted(String.join(", ", given()), dataset));
    }
  }

  /** Returns the names of the options that were given. */
  List<String> given() {
    return Stream.of(
            named("--text", text),
            named("--label", label),
            named("--text-pair", textPair),
            named("--split", split))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> named(String option, String value) {
    return Optional.ofNullable(value).map(given -> option);
  }

  /** Returns how a data set is read: with warnings. */
  private DataSettings settings(String dataset) {
    if (!Datasets.isFile(dataset)) {
      return DataSettings.DEFAULT;
    }
    OwnColumns columns =
        new OwnColumns(
            column(text, "text"),
            column(label, "label"),
            column(textPair, "text_pair"),
            column(split, "split"),
            new HoldOut(share("validation_ratio"), share("test_ratio")));
    return new DataSettings(Optional.of(columns), Validation.WARN);
  }

  private static String column(String given, String setting) {
    return given == null ? (String) defaultOf(setting) : given;
  }

  private static double share(String setting) {
    return ((Number) defaultOf(setting)).doubleValue();
  }

  private static Object defaultOf(String setting) {
    return Settings.find(setting).orElseThrow().defaultValue();
  }
}
