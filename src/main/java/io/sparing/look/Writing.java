package io.sparing.look;

import io.sparing.data.Example;
import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * In what letters and words some of the texts are written: a cheap sign of another language than
 * the English that encoders were trained on.
 *
 * @param otherLetters share of the letters that are not Latin
 * @param script the script of most of those, such as {@code Cyrillic}; empty if there are none
 * @param words how many words of Latin letters were read
 * @param commonWords share of them that are among the commonest of English, which no other language
 *     of Europe has many of
 */
public record Writing(double otherLetters, String script, long words, double commonWords) {

  private static final int MOST_ROWS = 2000;
  private static final Pattern WORD = Pattern.compile("[A-Za-z']+");
  private static final Set<String> COMMON =
      Set.of(
          "the", "of", "and", "to", "that", "with", "this", "are", "from", "not", "have", "it",
          "is", "be", "by", "but", "you", "for", "has", "which");

  /** Reads rows that lie at equal distances from each other. */
  static Writing of(List<Example> rows) {
    Count count = new Count();
    int step = Math.max(1, rows.size() / MOST_ROWS);
    for (int i = 0; i < rows.size(); i += step) {
      count.add(rows.get(i).text());
      count.add(rows.get(i).pair());
    }
    return count.writing();
  }

  private static final class Count {
    private final Map<UnicodeScript, Long> others = new EnumMap<>(UnicodeScript.class);
    private long letters;
    private long words;
    private long common;

    void add(String text) {
      text.codePoints().filter(Character::isLetter).forEach(this::add);
      WORD.matcher(text)
          .results()
          .forEach(
              word -> {
                words++;
                common += COMMON.contains(word.group().toLowerCase(Locale.ROOT)) ? 1 : 0;
              });
    }

    private void add(int letter) {
      letters++;
      UnicodeScript script = UnicodeScript.of(letter);
      if (script != UnicodeScript.LATIN && script != UnicodeScript.COMMON) {
        others.merge(script, 1L, Long::sum);
      }
    }

    Writing writing() {
      double other = others.values().stream().mapToLong(Long::longValue).sum();
      String script =
          others.entrySet().stream()
              .max(Comparator.comparingLong(Map.Entry::getValue))
              .map(entry -> name(entry.getKey()))
              .orElse("");
      return new Writing(
          other / Math.max(1, letters), script, words, (double) common / Math.max(1, words));
    }

    private static String name(UnicodeScript script) {
      String name = script.name().replace('_', ' ');
      return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
  }
}
