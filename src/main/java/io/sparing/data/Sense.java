package io.sparing.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One meaning in WordNet.
 *
 * @param partOfSpeech {@code noun}, {@code verb}, {@code adj} or {@code adv}
 * @param file lexicographer file, such as {@code noun.animal}
 * @param words in lower case, spaces between the parts of a compound
 * @param definition the gloss without its usage examples
 * @param examples the usage examples, without quotes and attribution
 */
record Sense(
    String partOfSpeech,
    String file,
    List<String> words,
    String definition,
    List<String> examples) {

  private static final Pattern EXAMPLES_START = Pattern.compile("[;:]\\s*\"");
  private static final Pattern QUOTED = Pattern.compile("\"\\s*([^\"]+?)\\s*\"");
  private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");

  /** The longest ending, as in "jamming": a doubled letter and three more. */
  private static final int LONGEST_ENDING = 4;

  Sense {
    words = List.copyOf(words);
    examples = List.copyOf(examples);
  }

  /**
   * Takes a gloss apart: the definition ends where the first quote follows a semicolon or colon.
   */
  static Sense of(String partOfSpeech, String file, List<String> words, String gloss) {
    if (gloss.indexOf('"') < 0) {
      return new Sense(partOfSpeech, file, words, gloss.strip(), List.of());
    }
    Matcher start = EXAMPLES_START.matcher(gloss);
    int end = start.find() ? start.start() : gloss.length();
    List<String> examples = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(gloss).region(end, gloss.length());
    while (quoted.find()) {
      examples.add(quoted.group(1));
    }
    return new Sense(partOfSpeech, file, words, gloss.substring(0, end).strip(), examples);
  }

  /** Returns the definition normalised: two senses of equal keys are explained by the same text. */
  String key() {
    return normalised(definition);
  }

  /** Returns the words of this sense that a text uses, with or without a regular ending. */
  List<String> wordsIn(String text) {
    List<String> tokens = List.of(normalised(text).split(" "));
    return words.stream()
        .filter(
            word ->
                Stream.of(normalised(word).split(" "))
                    .allMatch(part -> tokens.stream().anyMatch(token -> inflects(part, token))))
        .toList();
  }

  private static boolean inflects(String word, String token) {
    boolean dropsLast = word.length() > 3 && (word.endsWith("e") || word.endsWith("y"));
    String stem = dropsLast ? word.substring(0, word.length() - 1) : word;
    return token.startsWith(stem) && token.length() <= word.length() + LONGEST_ENDING;
  }

  /**
   * Returns a text without case, punctuation and spacing: two texts are the same if these are
   * equal.
   */
  static String normalised(String text) {
    return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
