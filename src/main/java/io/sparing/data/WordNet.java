package io.sparing.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.dictionary.Dictionary;

/**
 * Reads WordNet 3.1 from the class path (Miller, 1995: WordNet: a lexical database for English;
 * doi:10.1145/219717.219748).
 */
final class WordNet {

  private WordNet() {}

  /**
   * All senses of some parts of speech, in file order.
   *
   * @throws IllegalStateException if the dictionary cannot be read
   */
  static List<Sense> senses(List<POS> partsOfSpeech) {
    try {
      Dictionary dictionary = Dictionary.getDefaultResourceInstance();
      try {
        return senses(dictionary, partsOfSpeech);
      } finally {
        dictionary.close();
      }
    } catch (JWNLException e) {
      throw new IllegalStateException("Failed to read WordNet from the class path", e);
    }
  }

  private static List<Sense> senses(Dictionary dictionary, List<POS> partsOfSpeech)
      throws JWNLException {
    List<Sense> senses = new ArrayList<>();
    for (POS partOfSpeech : partsOfSpeech) {
      Iterator<Synset> synsets = dictionary.getSynsetIterator(partOfSpeech);
      while (synsets.hasNext()) {
        senses.add(sense(synsets.next()));
      }
    }
    return senses;
  }

  private static Sense sense(Synset synset) {
    List<String> words =
        synset.getWords().stream().map(word -> word.getLemma().toLowerCase(Locale.ROOT)).toList();
    return Sense.of(synset.getPOS().getLabel(), synset.getLexFileName(), words, synset.getGloss());
  }
}
