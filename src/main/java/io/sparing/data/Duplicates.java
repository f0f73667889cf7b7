package io.sparing.data;

import io.sparing.text.CleanText;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Counts rows that have the same texts, case and spacing aside. Labels may differ. */
public final class Duplicates {

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Duplicates() {}

  /** Returns how many rows have the texts of an earlier row. */
  public static int within(List<Example> rows) {
    return rows.size() - texts(rows).size();
  }

  /** Returns how many rows have the texts of some of the others. */
  public static int shared(List<Example> rows, List<Example> others) {
    Set<String> known = texts(others);
    return (int) rows.stream().filter(row -> known.contains(key(row))).count();
  }

  /** Returns how many rows have the texts of another row, with another label. */
  public static int contradicting(List<Example> rows) {
    Map<String, Set<Integer>> labels = new HashMap<>();
    rows.forEach(
        row -> labels.computeIfAbsent(key(row), texts -> new HashSet<>()).add(row.label()));
    return (int) rows.stream().filter(row -> labels.get(key(row)).size() > 1).count();
  }

  private static Set<String> texts(Collection<Example> rows) {
    Set<String> texts = new HashSet<>();
    rows.forEach(row -> texts.add(key(row)));
    return texts;
  }

  private static String key(Example row) {
    String text = key(row.text());
    return row.pair().isEmpty() ? text : text + '\u001f' + key(row.pair());
  }

  private static String key(String text) {
    String lower = CleanText.of(text).toLowerCase(Locale.ROOT);
    return spaced(lower) ? SPACE.matcher(lower).replaceAll(" ") : lower;
  }

  /** Returns whether a text may have other spaces than single plain ones, as few have. */
  private static boolean spaced(String text) {
    char before = 'a';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c == ' ' && before == ' ')) {
        return true;
      }
      before = c;
    }
    return false;
  }
}
