package io.sparing.look;

import io.sparing.data.Example;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long the texts of rows are, those of a pair taken together.
 *
 * @param words parts between spaces
 * @param characters in UTF-16 units
 * @param tooLong share of rows with more words than an encoder of 512 tokens reads
 */
public record TextLengths(Spread words, Spread characters, double tooLong) {

  /** English words of 512 tokens, roughly. */
  static final int MOST_WORDS = 350;

  /**
   * Measures rows.
   *
   * @param rows at least one
   */
  static TextLengths of(List<Example> rows) {
    int[] words = new int[rows.size()];
    int[] characters = new int[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      Example row = rows.get(i);
      words[i] = words(row.text()) + words(row.pair());
      characters[i] = row.text().length() + row.pair().length();
    }
    double tooLong = IntStream.of(words).filter(count -> count > MOST_WORDS).count();
    return new TextLengths(Spread.of(words), Spread.of(characters), tooLong / rows.size());
  }

  private static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean letter = !Character.isWhitespace(text.charAt(i));
      words += letter && !inside ? 1 : 0;
      inside = letter;
    }
    return words;
  }
}
