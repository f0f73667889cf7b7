package io.sparing.selector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Grades the learning, not one rule list: in every fold rules are learned on one part and scored on
 * another. With two data sets or more the parts are data sets; with one they are halves of the
 * environments, and the grade says that this is in-sample. Where there are two seeds or more,
 * whatever is picked (oracle, rules, single best) is picked on one half of the seeds and scored on
 * the other, then the other way round; an environment's score is the mean of both.
 */
final class Grader {

  private final Evidence evidence;
  private final LearningOptions options;
  private final List<String> cautions = new ArrayList<>();

  Grader(Evidence evidence, LearningOptions options) {
    this.evidence = evidence;
    this.options = options;
  }

  Grade grade(List<Scenario> scenarios) {
    Map<String, List<Bootstrap.Score>> scores = new LinkedHashMap<>();
    boolean leaveOut = evidence.datasets().size() >= 2;
    List<Part> parts = leaveOut ? dataSets(scenarios) : halves(scenarios);
    List<Long> seeds = evidence.seeds();
    boolean crossed = evidence.observations().stream().allMatch(o -> o.qualityBySeed().size() >= 2);
    LongPredicate even = seed -> seeds.indexOf(seed) % 2 == 0;
    for (Part part : parts) {
      List<Map<String, double[]>> runs =
          crossed
              ? List.of(qualities(part, even, even.negate()), qualities(part, even.negate(), even))
              : List.of(qualities(part, seed -> true, seed -> true));
      for (String way : runs.get(0).keySet()) {
        List<double[]> ofWay = runs.stream().map(run -> run.get(way)).toList();
        scores.computeIfAbsent(way, name -> new ArrayList<>()).addAll(scores(ofWay));
      }
    }
    if (!crossed) {
      cautions.add("optimistic: one seed, so the oracle is picked on the seed it is scored on");
    }
    if (!leaveOut) {
      cautions.add(
          "in-sample: one data set, so the rules are graded on the trials they were learned from,"
              + " in other environments");
    }
    return new Bootstrap(scores, options.seed())
        .grade(leaveOut ? "leave-data-set-out" : "held-out environments, one data set", cautions);
  }

  /** What to learn from, and the scenarios to grade on. */
  private record Part(Evidence learnFrom, List<Scenario> learn, List<Scenario> grade) {}

  private List<Part> dataSets(List<Scenario> scenarios) {
    List<Part> parts = new ArrayList<>();
    for (String dataset : evidence.datasets()) {
      parts.add(
          new Part(
              evidence.without(dataset),
              scenarios.stream().filter(s -> !s.cell().dataset().equals(dataset)).toList(),
              scenarios.stream().filter(s -> s.cell().dataset().equals(dataset)).toList()));
    }
    return parts;
  }

  private List<Part> halves(List<Scenario> scenarios) {
    int half = scenarios.size() / 2;
    List<Scenario> first = scenarios.subList(0, half);
    List<Scenario> second = scenarios.subList(half, scenarios.size());
    return List.of(new Part(evidence, first, second), new Part(evidence, second, first));
  }

  /** One score an environment, however many runs scored it: runs of one are not independent. */
  private static List<Bootstrap.Score> scores(List<double[]> runs) {
    return IntStream.range(0, runs.get(0).length)
        .mapToObj(
            environment ->
                new Bootstrap.Score(
                    mean(runs, run -> run[environment]),
                    mean(runs, run -> run[environment] > 0 ? 1 : 0)))
        .toList();
  }

  private static double mean(List<double[]> runs, ToDoubleFunction<double[]> value) {
    return runs.stream().mapToDouble(value).average().orElse(0);
  }

  /** The quality in each environment to grade, by way to choose. */
  private Map<String, double[]> qualities(Part part, LongPredicate pick, LongPredicate judge) {
    List<Candidate> learned =
        new RuleLearner(part.learnFrom(), part.learn(), pick)
            .learn(options.maxRules(), options.rulePenalty());
    Map<String, Function<Scenario, Optional<Choice>>> ways = new LinkedHashMap<>();
    ways.put("oracle", scenario -> evidence.oracle(scenario, pick).map(Observation::choice));
    ways.put("rules", scenario -> decide(learned, scenario));
    Optional<Choice> single = best(part, part.learnFrom().choices(), pick);
    ways.put("single best", scenario -> single);
    new PapersBaseline(part.learnFrom(), choices -> best(part, choices, pick))
        .choose()
        .ifPresent(papers -> ways.put("papers", papers));
    best(part, part.learnFrom().choices().stream().filter(Grader::loraEight).toList(), pick)
        .ifPresent(lora -> ways.put("always LoRA r=8", scenario -> Optional.of(lora)));
    Map<String, double[]> qualities = new LinkedHashMap<>();
    ways.forEach(
        (name, way) ->
            qualities.put(
                name,
                part.grade().stream()
                    .mapToDouble(
                        s -> way.apply(s).map(c -> evidence.quality(s, c, judge)).orElse(0.0))
                    .toArray()));
    return qualities;
  }

  private static Optional<Choice> decide(List<Candidate> learned, Scenario scenario) {
    return learned.stream()
        .filter(candidate -> candidate.covers(scenario.environment()))
        .findFirst()
        .map(Candidate::choice);
  }

  private static boolean loraEight(Choice choice) {
    return choice.strategy().equals("lora") && choice.rank().orElse(0) == 8;
  }

  /** The choice of the best mean over the scenarios to learn from; the cheaper one of equals. */
  private static Optional<Choice> best(Part part, List<Choice> choices, LongPredicate seeds) {
    Map<Choice, Double> means = new LinkedHashMap<>();
    choices.forEach(
        choice ->
            means.put(
                choice,
                part.learn().stream()
                    .mapToDouble(s -> part.learnFrom().quality(s, choice, seeds))
                    .average()
                    .orElse(0)));
    return choices.stream().min(Comparator.comparingDouble(choice -> -means.get(choice)));
  }
}
