package io.sparing.cli;

import io.sparing.look.Cautions;
import io.sparing.look.ClassRows;
import io.sparing.look.DataLook;
import io.sparing.look.Spread;
import io.sparing.selector.Environment;
import io.sparing.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was read of somebody's data, for people: beside what was given, what it was taken for. */
final class DataLookText {

  private static final int MOST_LABELS = 8;
  private static final int LONGEST_LABEL = 30;

  private final DataLook look;
  private final Environment environment;
  private final List<String> given;

  /**
   * @param environment the question
   * @param given names of what was given in place of what was read
   */
  DataLookText(DataLook look, Environment environment, List<String> given) {
    this.look = look;
    this.environment = environment;
    this.given = given;
  }

  /**
   * Returns the lines, without a line end at the end.
   *
   * @param seconds that reading took
   */
  String render(double seconds) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Data          %s: %s rows, read in %s"
            .formatted(look.name(), count(look.rows()), Words.seconds(seconds)));
    lines.add("Task          " + task());
    lines.add("Classes       " + classes());
    lines.add("Balance       " + balance());
    lines.add("Examples      " + examples());
    lines.add("Lengths       " + lengths());
    lines.add("Duplicates    " + duplicates());
    Cautions.of(look).forEach(caution -> lines.add("Caution       " + caution));
    return String.join("\n", lines);
  }

  private String task() {
    String why =
        look.task().equals("pair")
            ? "two texts a row"
            : "one text a row; --text-pair would name a second one";
    return stated("task", environment.task(), look.task(), why);
  }

  private String classes() {
    String count = count(look.classes().size());
    return stated("classes", count(environment.classes()), count, labels());
  }

  private String examples() {
    String why =
        "%s and %s rows are held out for validation and testing"
            .formatted(count(look.validationRows()), count(look.testRows()));
    return stated("examples", count(environment.examples()), count(look.trainRows()), why);
  }

  private String stated(String name, String value, String read, String why) {
    return given.contains(name)
        ? "%s (given); read: %s, %s".formatted(value, read, why)
        : "%s (read): %s".formatted(read, why);
  }

  private String labels() {
    List<String> names = look.classes().stream().map(ClassRows::label).sorted().toList();
    if (names.stream().allMatch(name -> name.matches("[+-]?[0-9]{1,9}"))) {
      return numbers(names.stream().map(Long::valueOf).sorted().toList());
    }
    String rest = names.size() > MOST_LABELS ? ", …" : "";
    return names.stream()
        .limit(MOST_LABELS)
        .map(name -> Printable.of(name, LONGEST_LABEL))
        .collect(Collectors.joining(", ", "", rest));
  }

  private static String numbers(List<Long> numbers) {
    long first = numbers.get(0);
    long last = numbers.get(numbers.size() - 1);
    return numbers.size() == 2
        ? "the numbers %d and %d".formatted(first, last)
        : "numbers from %d to %d, as of stars or a scale; taken as classes, whose order does not count"
            .formatted(first, last);
  }

  private String balance() {
    return "largest %s, smallest %s of the rows"
        .formatted(share(look.largest()), share(look.smallest()));
  }

  private String share(ClassRows rows) {
    return String.format(
        Locale.ROOT,
        "%s with %.1f %%",
        Printable.of(rows.label(), LONGEST_LABEL),
        100 * look.share(rows));
  }

  private String lengths() {
    return "%s words, %s characters (median, 95th percentile, longest)"
        .formatted(spread(look.lengths().words()), spread(look.lengths().characters()));
  }

  private static String spread(Spread spread) {
    return "%s, %s, %s"
        .formatted(count(spread.median()), count(spread.p95()), count(spread.largest()));
  }

  private String duplicates() {
    return "%s rows repeat the text of another; the text of %s has two labels"
        .formatted(count(look.repeated()), count(look.contradicting()));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
