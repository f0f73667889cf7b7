package io.sparing.data;

import io.sparing.text.CleanText;
import io.sparing.text.Printable;
import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The labels of one's own file as its rows come. Labels that look alike ({@link CleanText}) are one
 * label, and so are forms of one number; both are reported.
 */
final class FoundLabels {

  /** The most different labels; more are no classes. */
  private static final int MOST = 1000;

  /** What programs write where there is no value, in lower case. */
  private static final Set<String> NOTHING = Set.of("nan", "-nan", "null", "<na>", "nat", "#n/a");

  /** A label: its name, and how it was written first. */
  private static final class Entry {
    private final int index;
    private final String cell;
    private final Optional<NumberLabel> number;
    private String name;

    Entry(int index, String cell, String name, Optional<NumberLabel> number) {
      this.index = index;
      this.cell = cell;
      this.name = name;
      this.number = number;
    }
  }

  private final Path file;
  private final Findings findings;
  private final Map<Object, Entry> entries = new HashMap<>();
  private final List<Entry> byIndex = new ArrayList<>();
  private Entry firstWhole;
  private boolean wholePlain;
  private String firstFraction = "";

  FoundLabels(Path file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /** Returns why a cell that is not empty is no label; empty if it is one. */
  static Optional<String> objection(String clean) {
    return NOTHING.contains(clean.toLowerCase(Locale.ROOT))
        ? Optional.of("no label: %s says that there is none".formatted(clean))
        : Optional.empty();
  }

  /**
   * Returns the index of the label that a kept row has, in the order in which labels were found.
   *
   * @param cell as it stands in the file
   * @throws BadDataException if there are too many
   */
  int index(String cell, String place) {
    String clean = CleanText.ofName(cell);
    Optional<NumberLabel> number = NumberLabel.of(clean);
    Object key = number.isPresent() ? number.get().value() : clean;
    Entry entry = entries.get(key);
    if (entry == null) {
      entry = add(key, cell, clean, number);
    }
    if (CleanText.holdsHidden(cell)) {
      findings.add(
          Finding.Kind.HIDDEN_IN_LABEL,
          place,
          "label %s is taken as %s".formatted(Printable.of(cell), Printable.of(clean)));
    }
    if (number.isEmpty()) {
      checkAlike(entry, cell, place);
    } else {
      checkNumber(entry, clean, number.get(), place);
    }
    return entry.index;
  }

  private Entry add(Object key, String cell, String clean, Optional<NumberLabel> number) {
    if (entries.size() == MOST) {
      throw new BadDataException(
          "Invalid label column of %s: more than %d different values; expected classes"
              .formatted(file, MOST));
    }
    Entry entry = new Entry(entries.size(), cell, clean, number);
    entries.put(key, entry);
    byIndex.add(entry);
    return entry;
  }

  private void checkAlike(Entry entry, String cell, String place) {
    if (!entry.cell.equals(cell)) {
      String written = Printable.of(cell);
      String first = Printable.of(entry.cell);
      boolean composed =
          Normalizer.normalize(written, Form.NFC).equals(Normalizer.normalize(first, Form.NFC));
      findings.add(
          Finding.Kind.ALIKE_LABEL,
          place,
          "label %s looks like %s%s; they are one class"
              .formatted(written, first, composed ? ", with letters composed in another way" : ""));
    }
  }

  private void checkNumber(Entry entry, String clean, NumberLabel number, String place) {
    if (!number.whole() && firstFraction.isEmpty()) {
      firstFraction = place + ": label " + clean;
    }
    if (number.whole() && firstWhole == null) {
      firstWhole = entry;
      wholePlain = number.plain();
    }
    boolean otherForm = !entry.name.equals(clean) && !CleanText.ofName(entry.cell).equals(clean);
    if (otherForm) {
      entry.name = number.text();
    }
    if (otherForm || (number.whole() && number.plain() != wholePlain)) {
      String other = CleanText.ofName(otherForm ? entry.cell : firstWhole.cell);
      findings.add(
          Finding.Kind.NUMBER_FORM,
          place,
          "label %s, where others are written like %s; one number is one class"
              .formatted(clean, other));
    }
  }

  /** Reports it if all labels are numbers and some are not whole. */
  void tellRealNumbers() {
    boolean numbers = byIndex.stream().allMatch(entry -> entry.number.isPresent());
    if (numbers && !firstFraction.isEmpty()) {
      int end = firstFraction.indexOf(": ");
      findings.add(
          Finding.Kind.REAL_LABEL,
          firstFraction.substring(0, end),
          "%s is a real number; %,d of them are taken as classes"
              .formatted(firstFraction.substring(end + 2), byIndex.size()));
    }
  }

  /** Returns the name of the label of that index. */
  String name(int index) {
    return byIndex.get(index).name;
  }

  /** Returns the index of each name, names sorted as texts. */
  Map<String, Integer> sorted() {
    Map<String, Integer> sorted = new TreeMap<>();
    byIndex.forEach(entry -> sorted.put(entry.name, entry.index));
    return sorted;
  }
}
