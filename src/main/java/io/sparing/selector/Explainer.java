package io.sparing.selector;

import io.sparing.measure.Metric;
import io.sparing.needs.Interval;
import io.sparing.needs.Need;
import io.sparing.needs.Workload;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpecParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Says what each learned rule stands on, how sure it is, and what would flip it. */
final class Explainer {

  /** Share of the rows a rule decides in which a rival must fit too. */
  private static final double COMPARABLE = 0.25;

  private final Frame frame;
  private final Qualities qualities;
  private final Losses losses;
  private final Optional<Calibration> calibration;

  Explainer(Frame frame, Optional<Calibration> calibration) {
    this.frame = frame;
    this.qualities = Qualities.of(frame, seed -> true);
    this.losses =
        frame.options().byData()
            ? Losses.byData(frame, qualities)
            : Losses.ofAnyData(frame, qualities);
    this.calibration = calibration;
  }

  /** Returns the rules, without those that decide nowhere, but always with the last. */
  List<Rule> explain(RuleLearner.Learned learned) {
    List<List<Integer>> decided = new ArrayList<>();
    learned.rules().forEach(rule -> decided.add(new ArrayList<>()));
    for (int s = 0; s < losses.situations().size(); s++) {
      decided.get(learned.place(losses.situations().get(s).environment())).add(s);
    }
    List<Rule> rules = new ArrayList<>();
    for (int place = 0; place < learned.rules().size(); place++) {
      boolean last = place == learned.rules().size() - 1;
      if (last || !decided.get(place).isEmpty()) {
        String name = last ? "otherwise" : "rule-" + (rules.size() + 1);
        rules.add(rule(name, learned.rules().get(place), decided.get(place)));
      }
    }
    return rules;
  }

  private Rule rule(String name, Draft draft, List<Integer> decided) {
    int first = draft.steps().get(0).choice();
    Optional<Integer> rival = rival(draft, decided);
    OptionalDouble confidence = confidence(draft, decided);
    boolean abstains = confidence.isEmpty() || confidence.getAsDouble() < limit();
    List<String> dataSets =
        frame.evidence().cells(choice(first)).stream()
            .map(Evidence.Cell::dataset)
            .distinct()
            .toList();
    return new Rule(
        name,
        draft.conditions(),
        draft.steps().stream()
            .map(step -> new Rule.Step(step.conditions(), choice(step.choice())))
            .toList(),
        because(draft, decided),
        confidence,
        abstains,
        Optional.of(
            new Support(
                dataSets,
                frame.evidence().trials(choice(first), frame.cells()),
                decided.size(),
                mean(draft, decided),
                rival.map(
                    other ->
                        new Support.RunnerUp(choice(other).label(), lead(draft, decided, other))))),
        abstains ? rival.flatMap(other -> deciding(draft, decided, other)) : Optional.empty());
  }

  private double limit() {
    return frame.options().abstainBelow();
  }

  private Choice choice(int index) {
    return frame.choices().get(index);
  }

  private String because(Draft draft, List<Integer> decided) {
    if (decided.isEmpty()) {
      return "no environment of the grid is left to it; it stands for all others";
    }
    return "mean quality %s in the %d environments it decides, %s behind the best that fits"
        .formatted(
            Numbers.percent(quality(draft, decided)),
            decided.size(),
            frame.options().goal().format(mean(draft, decided)));
  }

  private double quality(Draft draft, List<Integer> decided) {
    double sum = 0;
    for (int s : decided) {
      Losses.Situation situation = losses.situations().get(s);
      int answer = draft.step(situation.environment());
      sum += situation.fits()[answer] ? meanQuality(answer) : 0;
    }
    return sum / decided.size();
  }

  private double meanQuality(int choice) {
    return IntStream.range(0, frame.cells().size())
        .mapToDouble(d -> qualities.in(d)[choice])
        .average()
        .orElse(0);
  }

  private double mean(Draft draft, List<Integer> decided) {
    return decided.stream()
        .mapToDouble(s -> losses.in(s)[draft.step(losses.situations().get(s).environment())])
        .average()
        .orElse(0);
  }

  private OptionalDouble confidence(Draft draft, List<Integer> decided) {
    if (calibration.isEmpty() || decided.isEmpty()) {
      return OptionalDouble.empty();
    }
    return decided.stream()
        .mapToDouble(
            s -> {
              Losses.Situation at = losses.situations().get(s);
              int answer = draft.step(at.environment());
              Frame.Row row = new Frame.Row(at.environment(), at.fits());
              return calibration.get().confidence(Grader.share(frame, qualities, row, answer));
            })
        .average();
  }

  /** Returns the closest of the other setups that fit in a good part of what a rule decides. */
  private Optional<Integer> rival(Draft draft, List<Integer> decided) {
    List<String> own =
        draft.steps().stream().map(step -> choice(step.choice()).family()).distinct().toList();
    return IntStream.range(0, frame.choices().size())
        .filter(c -> !own.contains(choice(c).family()))
        .filter(c -> Double.isFinite(lead(draft, decided, c)))
        .boxed()
        .min(Comparator.comparingDouble(c -> lead(draft, decided, c)));
  }

  /**
   * Returns what a choice loses more than the rule, where it fits; infinite where it hardly ever
   * does.
   */
  private double lead(Draft draft, List<Integer> decided, int other) {
    double sum = 0;
    int count = 0;
    for (int s : decided) {
      Losses.Situation at = losses.situations().get(s);
      if (at.fits()[other]) {
        sum += losses.in(s)[other] - losses.in(s)[draft.step(at.environment())];
        count++;
      }
    }
    return count < COMPARABLE * decided.size() || count == 0
        ? Double.POSITIVE_INFINITY
        : sum / count;
  }

  /**
   * Returns the trials that would decide: both choices once more, with a new seed, on the fewest
   * data sets that have the first.
   */
  private Optional<Deciding> deciding(Draft draft, List<Integer> decided, int rival) {
    int own = draft.steps().get(0).choice();
    long seed = frame.evidence().seeds().stream().mapToLong(s -> s).max().orElse(-1) + 1;
    List<String> dataSets =
        frame.evidence().cells(choice(own)).stream()
            .map(Evidence.Cell::dataset)
            .filter(dataset -> !dataset.contains(" ("))
            .distinct()
            .toList();
    if (dataSets.isEmpty()) {
      return Optional.empty();
    }
    double seconds = dataSets.size() * (seconds(own) + seconds(rival));
    return Optional.of(
        new Deciding(
            List.of(choice(own), choice(rival)),
            dataSets,
            List.of(seed),
            seconds,
            ValueOfKnowing.of(differences(own, rival), lead(draft, decided, rival))));
  }

  private double seconds(int choice) {
    TrialResult sample = frame.evidence().sample(choice(choice));
    return frame
        .model()
        .predict(
            Need.TOTAL_SECONDS,
            Workload.of(sample),
            frame.evidence().machine(frame.hardware().get(0)))
        .map(Interval::estimate)
        .orElse(0.0);
  }

  /** Returns the quality of the one less that of the other, on each data set. */
  private double[] differences(int a, int b) {
    return IntStream.range(0, frame.cells().size())
        .mapToDouble(d -> qualities.in(d)[a] - qualities.in(d)[b])
        .toArray();
  }

  /**
   * Returns every choice with what it gets and needs, on every kind of hardware it was measured on.
   */
  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (String hardware : frame.hardware()) {
      for (int c = 0; c < frame.choices().size(); c++) {
        List<Evidence.Cell> where =
            frame.evidence().cells(choice(c)).stream()
                .filter(cell -> cell.hardware().equals(hardware))
                .toList();
        if (!where.isEmpty()) {
          candidates.add(
              new Candidate(
                  choice(c),
                  hardware,
                  meanQuality(c),
                  where.size(),
                  frame.evidence().trials(choice(c), where).size(),
                  frame.needs(hardware, c),
                  frame.cost(hardware)[c],
                  ran(frame.evidence().sample(choice(c)))));
        }
      }
    }
    return candidates;
  }

  private static SortedMap<String, String> ran(TrialResult sample) {
    SortedMap<String, String> ran = new TreeMap<>();
    Map<String, Object> settings = TrialSpecParser.toSettings(sample.spec());
    for (String name : List.of("batch_size", "max_length", "test_examples")) {
      if (settings.containsKey(name)) {
        ran.put(name, String.valueOf(settings.get(name)));
      }
    }
    sample
        .measurements()
        .find(Metric.EPOCHS_USED)
        .ifPresent(epochs -> ran.put("epochs_used", Numbers.text(epochs)));
    return ran;
  }
}
