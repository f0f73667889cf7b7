package io.sparing.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads WordNet 3.1 from the class path (Miller, 1995: WordNet: a lexical database for English;
 * doi:10.1145/219717.219748). The files are read as wndb(5WN) describes them, past the relations
 * between senses, which cost the extJWNL library most of its time.
 */
final class WordNet {

  private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn31/";

  /** Lexicographer files by number, from lexnames(5WN). */
  private static final List<String> FILES =
      List.of(
          ("adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute"
                  + " noun.body noun.cognition noun.communication noun.event noun.feeling noun.food"
                  + " noun.group noun.location noun.motive noun.object noun.person noun.phenomenon"
                  + " noun.plant noun.possession noun.process noun.quantity noun.relation noun.shape"
                  + " noun.state noun.substance noun.time verb.body verb.change verb.cognition"
                  + " verb.communication verb.competition verb.consumption verb.contact"
                  + " verb.creation verb.emotion verb.motion verb.perception verb.possession"
                  + " verb.social verb.stative verb.weather adj.ppl")
              .split(" "));

  private WordNet() {}

  /**
   * Returns all senses of some parts of speech, in file order.
   *
   * @param partsOfSpeech of {@code noun}, {@code verb}, {@code adj} and {@code adv}
   * @throws IllegalStateException if WordNet is not on the class path
   * @throws UncheckedIOException if it cannot be read
   */
  static List<Sense> senses(String... partsOfSpeech) {
    List<Sense> senses = new ArrayList<>();
    for (String partOfSpeech : partsOfSpeech) {
      String resource = FOLDER + "data." + partOfSpeech;
      try (InputStream in = WordNet.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException("Cannot find WordNet: " + resource);
        }
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
            .lines()
            .filter(line -> !line.startsWith(" ")) // The licence.
            .forEach(line -> senses.add(sense(partOfSpeech, line)));
      } catch (IOException e) {
        throw new UncheckedIOException("Failed to read WordNet: " + resource, e);
      }
    }
    return senses;
  }

  /**
   * Reads a line. It holds offset, file number, type, number of words in hexadecimal, then each
   * word with its number in that file, then relations, and after a bar the gloss.
   */
  private static Sense sense(String partOfSpeech, String line) {
    int start = "00000000 00 n 00 ".length();
    int count = Integer.parseInt(line.substring(start - 3, start - 1), 16);
    List<String> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int end = line.indexOf(' ', start);
      words.add(word(line.substring(start, end)));
      start = line.indexOf(' ', end + 1) + 1;
    }
    String file = FILES.get(Integer.parseInt(line.substring(9, 11)));
    return Sense.of(partOfSpeech, file, words, line.substring(line.indexOf("| ", start) + 2));
  }

  /**
   * Returns a word with spaces for underscores, and without the mark of an adjective's position, as
   * in {@code dead-on(a)}.
   */
  private static String word(String lemma) {
    int mark = lemma.indexOf('(');
    return (mark > 0 ? lemma.substring(0, mark) : lemma).replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
