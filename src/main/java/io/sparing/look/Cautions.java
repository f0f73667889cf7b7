package io.sparing.look;

import io.sparing.data.DataReport;
import io.sparing.data.Datasets;
import io.sparing.data.Finding;
import io.sparing.data.ReportText;
import io.sparing.text.Printable;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a person should know of a data set, and do, before taking advice on it. */
public final class Cautions {

  private static final int FEW_ROWS = 100;
  private static final int FEW_ROWS_OF_A_CLASS = 10;
  private static final double ONE_SIDED = 0.9;
  private static final double OFTEN_TOO_LONG = 0.05;
  private static final double FOREIGN_LETTERS = 0.2;
  private static final double FOREIGN_WORDS = 0.05;
  private static final int WORDS_THAT_TELL = 300;

  private static final Set<Finding.Kind> SAID_ELSEWHERE =
      Set.of(Finding.Kind.REAL_LABEL, Finding.Kind.CONTRADICTING, Finding.Kind.UNEVEN);

  private Cautions() {}

  /** Returns the cautions, each a sentence; none where nothing is odd. */
  public static List<String> of(DataLook look) {
    return Stream.of(
            fewRows(look),
            manyClasses(look),
            rareClasses(look),
            oneSided(look),
            realNumbers(look),
            foreign(look.writing()),
            tooLong(look.lengths()),
            wrong(look))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> fewRows(DataLook look) {
    return when(
        look.rows() < FEW_ROWS,
        "%,d rows, %,d of them to test on, are too few: what is measured on them is mostly luck;"
            + " label some hundred",
        look.rows(),
        look.testRows());
  }

  private static Optional<String> manyClasses(DataLook look) {
    int most =
        Datasets.known().values().stream()
            .mapToInt(manifest -> manifest.labels().size())
            .max()
            .orElse(0);
    return when(
        look.classes().size() > most,
        "%,d classes are more than any published data set here has (%,d), so nothing says how well"
            + " they can be told apart; merge classes, or see that --label names the right column",
        look.classes().size(),
        most);
  }

  private static Optional<String> rareClasses(DataLook look) {
    long rare = look.classes().stream().filter(c -> c.rows() < FEW_ROWS_OF_A_CLASS).count();
    return when(
        rare > 0,
        "%,d of %,d classes have fewer than %d rows (%s has %,d): they can hardly be learned or"
            + " tested; label more of them, or merge them",
        rare,
        look.classes().size(),
        FEW_ROWS_OF_A_CLASS,
        Printable.of(look.smallest().label()),
        look.smallest().rows());
  }

  private static Optional<String> oneSided(DataLook look) {
    double share = look.share(look.largest());
    return when(
        share >= ONE_SIDED,
        "answering %s to everything is right in %.1f %% of the rows: judge by macro_f1 instead of"
            + " accuracy, and set class_weights",
        Printable.of(look.largest().label()),
        100 * share);
  }

  private static Optional<String> realNumbers(DataLook look) {
    return when(
        look.report().count(Finding.Kind.REAL_LABEL) > 0,
        "the labels are real numbers, each taken as a class of its own: Sparing predicts classes,"
            + " no amounts; write ranges in their place, such as low, middle and high");
  }

  private static Optional<String> foreign(Writing writing) {
    String unknown = "the encoders here were trained on English, and quality on others is unknown";
    if (writing.otherLetters() >= FOREIGN_LETTERS) {
      return said(
          "%.0f %% of the letters are not Latin but mostly %s: %s; try a few trials first, or a"
              + " multilingual model of your own (model: path/to/folder)",
          100 * writing.otherLetters(), writing.script(), unknown);
    }
    return when(
        writing.words() >= WORDS_THAT_TELL && writing.commonWords() < FOREIGN_WORDS,
        "hardly any word (%.1f %%) is one of the commonest of English: if the texts are in another"
            + " language, %s; try a few trials first, or a multilingual model of your own (model:"
            + " path/to/folder)",
        100 * writing.commonWords(),
        unknown);
  }

  private static Optional<String> tooLong(TextLengths lengths) {
    return when(
        lengths.tooLong() >= OFTEN_TOO_LONG,
        "%.0f %% of the texts have more than %d words, about what an encoder of 512 tokens reads:"
            + " their ends are cut; put what matters first, or split them",
        100 * lengths.tooLong(),
        TextLengths.MOST_WORDS);
  }

  private static Optional<String> wrong(DataLook look) {
    DataReport rest = rest(look.report());
    return rest.clean()
        ? Optional.empty()
        : said(
            "rows are odd, and %,d are left out: %s; ./submit.sh data describe shows more",
            rest.dropped(), ReportText.line(rest));
  }

  /** Returns a report without what stands elsewhere or concerns splits alone. */
  private static DataReport rest(DataReport report) {
    Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
    counts.putAll(report.counts());
    counts.keySet().removeAll(SAID_ELSEWHERE);
    return new DataReport(
        report.rows(),
        report.dropped(),
        counts,
        report.findings().stream()
            .filter(finding -> !SAID_ELSEWHERE.contains(finding.kind()))
            .toList());
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no artefact named here
  private static Optional<String> when(boolean holds, String words, Object... values) {
    return holds ? said(words, values) : Optional.empty();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no artefact named here
  private static Optional<String> said(String words, Object... values) {
    return Optional.of(String.format(Locale.ROOT, words, values));
  }
}
