package io.sparing.selector;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Ways to choose, learned from a {@link Frame}: the rules and what they are compared with. */
final class Ways {

  static final String ORACLE = "oracle";
  static final String RULES = "rules";
  static final String TABLE = "best mean among what fits";
  static final String SINGLE = "single best";
  static final String RANDOM = "random at equal cost";

  private final Frame frame;
  private final Qualities qualities;
  private final Losses losses;
  private final Map<Choice, OptionalInt> standIns = new HashMap<>();
  private final Map<Evidence.Cell, double[]> guesses = new HashMap<>();

  /** How a way chooses; empty for no answer. */
  interface Way {
    OptionalInt choose(Evidence.Cell target, int row);
  }

  Ways(Frame frame, LongPredicate seeds) {
    this.frame = frame;
    this.qualities = Qualities.of(frame, seeds);
    this.losses = Losses.ofAnyData(frame, qualities);
  }

  Qualities qualities() {
    return qualities;
  }

  /** Returns the ways by name, the rules first. */
  Map<String, Way> all(RuleLearner.Learned learned, Optional<Forest> forest) {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put(RULES, (target, row) -> OptionalInt.of(learned.choice(asked(target, row))));
    ways.put(TABLE, (target, row) -> least(losses.in(row), frame.rows().get(row).fits()));
    OptionalInt single = best(IntStream.range(0, frame.choices().size()).boxed().toList());
    ways.put(SINGLE, (target, row) -> single);
    ways.put("nearest data set", this::nearest);
    forest.ifPresent(f -> ways.put("random forest", (target, row) -> forest(f, target, row)));
    ways.put("papers", (target, row) -> papers(asked(target, row)));
    Choice usual = PapersRules.usual();
    List<Integer> eights =
        IntStream.range(0, frame.choices().size())
            .filter(c -> frame.choices().get(c).strategy().equals(usual.strategy()))
            .filter(c -> frame.choices().get(c).rank().equals(usual.rank()))
            .boxed()
            .toList();
    if (!eights.isEmpty()) {
      OptionalInt lora = best(eights);
      ways.put("always LoRA r=8", (target, row) -> lora);
    }
    return ways;
  }

  private Environment asked(Evidence.Cell target, int row) {
    return new DataKind(target.task(), target.classes()).in(frame.rows().get(row).environment());
  }

  /** Returns which of some choices loses least over all rows; the first of equals. */
  private OptionalInt best(List<Integer> some) {
    double[] total = new double[frame.choices().size()];
    for (int row = 0; row < frame.rows().size(); row++) {
      double[] loss = losses.in(row);
      for (int c : some) {
        total[c] += loss[c];
      }
    }
    return some.stream()
        .min(Comparator.comparingDouble((Integer c) -> total[c]).thenComparing(c -> c))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private static OptionalInt least(double[] loss, boolean[] fits) {
    return IntStream.range(0, loss.length)
        .filter(c -> fits[c])
        .boxed()
        .min(Comparator.comparingDouble((Integer c) -> loss[c]).thenComparing(c -> c))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /**
   * Returns what was best on the data set that is most like this one: the task first, then the
   * classes.
   */
  private OptionalInt nearest(Evidence.Cell target, int row) {
    List<Evidence.Cell> cells = frame.cells();
    int nearest =
        IntStream.range(0, cells.size())
            .filter(d -> cells.get(d).hardware().equals(target.hardware()))
            .boxed()
            .min(Comparator.comparingDouble((Integer d) -> distance(cells.get(d), target)))
            .orElseThrow();
    return bestBy(qualities.in(nearest), row);
  }

  private static double distance(Evidence.Cell a, Evidence.Cell b) {
    double task = a.task().equals(b.task()) ? 0 : 100;
    return task + Math.abs(Math.log((1.0 + a.classes()) / (1.0 + b.classes())));
  }

  private OptionalInt forest(Forest forest, Evidence.Cell target, int row) {
    return bestBy(guesses.computeIfAbsent(target, forest::qualities), row);
  }

  /** Returns the best score among what fits, were these the qualities. */
  private OptionalInt bestBy(double[] quality, int row) {
    Frame.Row place = frame.rows().get(row);
    double[] scores =
        frame
            .options()
            .goal()
            .scores(quality, frame.cost(place.environment().hardware()), place.fits());
    for (int c = 0; c < scores.length; c++) {
      scores[c] = -scores[c];
    }
    return least(scores, place.fits());
  }

  /**
   * Returns the papers' rules over what was measured. Their models were not, so their strategy and
   * number format are kept (another format if theirs was not measured) and the best measured choice
   * of those stands in: a favour to them. Prompting stands for what trains nothing.
   */
  private OptionalInt papers(Environment environment) {
    Choice wanted = PapersRules.rules().decide(environment).choice(environment);
    return standIns.computeIfAbsent(wanted, this::standIn);
  }

  private OptionalInt standIn(Choice wanted) {
    List<Integer> same =
        IntStream.range(0, frame.choices().size())
            .filter(c -> standsFor(frame.choices().get(c), wanted))
            .boxed()
            .toList();
    List<Integer> format =
        same.stream()
            .filter(c -> frame.choices().get(c).numberFormat().equals(wanted.numberFormat()))
            .toList();
    return best(format.isEmpty() ? same : format);
  }

  private static boolean standsFor(Choice measured, Choice wanted) {
    return wanted.prompts() ? measured.prompts() : measured.strategy().equals(wanted.strategy());
  }
}
