package io.sparing.data;

import io.sparing.sources.Sha256;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the task: does this definition explain the word as this example uses it?
 *
 * <p>Senses are matched two by two: where possible two meanings of one word that both examples use,
 * else any two of the same part of speech. A match gives four rows: each definition with its own
 * example (yes) and with the other's (no). So every definition and every example is seen as often
 * with yes as with no, and neither text alone gives the label away. A match lies in one split as a
 * whole, so that no definition and no example is in two.
 */
final class WordNetPairs {

  private static final int NO = 0;
  private static final int YES = 1;
  private static final int TRAIN_MATCHES = 3000;
  private static final int VALIDATION_MATCHES = 375;
  private static final int TEST_MATCHES = 500;

  /** A definition, an example of it, and the words of the sense that the example uses. */
  private record Use(String partOfSpeech, String definition, String example, List<String> words) {}

  private record Match(Use first, Use second) {}

  private WordNetPairs() {}

  /**
   * Reads the rows, label 0 for no and 1 for yes.
   *
   * @throws IllegalStateException if WordNet cannot be read or has too few examples
   */
  static Dataset read(DatasetManifest manifest) {
    List<Match> matches = matches(uses());
    int test = TEST_MATCHES;
    int validation = test + VALIDATION_MATCHES;
    int train = validation + TRAIN_MATCHES;
    if (matches.size() < train) {
      throw new IllegalStateException(
          "Cannot fill %s: %d matches".formatted(manifest.name(), matches.size()));
    }
    return Dataset.of(
        manifest,
        rows(matches.subList(validation, train)),
        rows(matches.subList(test, validation)),
        rows(matches.subList(0, test)));
  }

  /** Returns at most one use a sense, no definition and no example twice, ordered by hash. */
  private static List<Use> uses() {
    Map<String, Use> byHash = new TreeMap<>();
    for (Sense sense : WordNet.senses("noun", "verb", "adj", "adv")) {
      for (String example : sense.examples()) {
        List<String> words = sense.wordsIn(example);
        if (!words.isEmpty()) {
          Use use = new Use(sense.partOfSpeech(), sense.definition(), example, words);
          byHash.put(Sha256.of(sense.key() + '\u001f' + Sense.normalised(example)), use);
          break;
        }
      }
    }
    Set<String> definitions = new HashSet<>();
    Set<String> examples = new HashSet<>();
    return byHash.values().stream()
        .filter(use -> definitions.add(Sense.normalised(use.definition())))
        .filter(use -> examples.add(Sense.normalised(use.example())))
        .toList();
  }

  /** Matches by shared word, then what is left by part of speech; ordered by hash. */
  private static List<Match> matches(List<Use> uses) {
    Map<String, Match> byHash = new TreeMap<>();
    List<Use> unmatched =
        match(
            uses,
            use -> use.words().stream().map(word -> use.partOfSpeech() + ' ' + word).toList(),
            byHash);
    match(unmatched, use -> List.of(use.partOfSpeech()), byHash);
    return List.copyOf(byHash.values());
  }

  /** Matches each use with the one that waits under one of its keys; returns those still alone. */
  private static List<Use> match(
      List<Use> uses, Function<Use, List<String>> keys, Map<String, Match> byHash) {
    Map<String, Use> waiting = new HashMap<>();
    Set<Use> alone = new LinkedHashSet<>();
    for (Use use : uses) {
      List<String> own = keys.apply(use);
      Optional<Use> partner = own.stream().map(waiting::get).filter(alone::contains).findFirst();
      if (partner.isPresent()) {
        alone.remove(partner.get());
        Match match = new Match(partner.get(), use);
        byHash.put(Sha256.of(match.first().definition() + use.definition()), match);
      } else {
        alone.add(use);
        own.forEach(key -> waiting.put(key, use));
      }
    }
    return List.copyOf(alone);
  }

  private static List<Example> rows(List<Match> matches) {
    return matches.stream().flatMap(match -> rows(match).stream()).toList();
  }

  private static List<Example> rows(Match match) {
    Use first = match.first();
    Use second = match.second();
    return List.of(
        new Example(first.definition(), first.example(), YES),
        new Example(second.definition(), first.example(), NO),
        new Example(second.definition(), second.example(), YES),
        new Example(first.definition(), second.example(), NO));
  }
}
