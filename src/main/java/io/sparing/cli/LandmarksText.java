package io.sparing.cli;

import io.sparing.look.Landmark;
import io.sparing.look.Landmarks;
import io.sparing.look.Score;
import io.sparing.measure.Metric;
import io.sparing.recommend.Plan;
import io.sparing.selector.Numbers;
import io.sparing.selector.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Landmarks for people, and what they say of an answer. */
final class LandmarksText {

  private final Landmarks landmarks;
  private final RuleSource source;

  /**
   * @param source of the rules that answer
   */
  LandmarksText(Landmarks landmarks, RuleSource source) {
    this.landmarks = landmarks;
    this.source = source;
  }

  /** Returns the landmarks as a table, those that failed, and what is expected of the answer. */
  String render(Plan plan) {
    TextTable table =
        new TextTable(List.of("without training", "accuracy", "right", "95 % interval", "time"));
    landmarks.all().forEach(landmark -> table.add(row(landmark)));
    List<String> lines = new ArrayList<>(List.of(table.render()));
    landmarks.all().stream()
        .filter(landmark -> landmark.score().isEmpty())
        .forEach(landmark -> lines.add(landmark.label() + " failed: " + landmark.failure()));
    lines.add(floor(plan));
    return String.join("\n", lines);
  }

  private static List<String> row(Landmark landmark) {
    String time = Words.seconds(landmark.seconds());
    return landmark
        .score()
        .map(
            score ->
                List.of(
                    landmark.label(),
                    percent(score.accuracy()),
                    right(score),
                    interval(score),
                    time))
        .orElseGet(() -> List.of(landmark.label(), "–", "–", "–", time));
  }

  private String floor(Plan plan) {
    Optional<Landmark> best = landmarks.best();
    if (best.isEmpty()) {
      return "No landmark was reached, so there is no floor to compare the answer with.";
    }
    String reached = reached(best.get());
    return expected(plan)
        .map(
            quality ->
                "A floor, from which the rules learn nothing: %s at once; the answer is expected at %s."
                    .formatted(reached, quality))
        .orElse(
            "A floor, from which the rules learn nothing: %s at once; they do not say what to expect of the answer."
                .formatted(reached));
  }

  /** Returns what the answer is expected to reach, in words, where it was measured as accuracy. */
  private Optional<String> expected(Plan plan) {
    return plan.measured()
        .filter(measured -> comparable())
        .map(
            measured ->
                "%s, its mean over %d other data set%s"
                    .formatted(
                        Numbers.percent(measured.quality()),
                        measured.dataSets(),
                        measured.dataSets() == 1 ? "" : "s"));
  }

  private boolean comparable() {
    return source.metric().equals(Metric.ACCURACY.column());
  }

  /** Returns a caution if a landmark is better than what the answer reached elsewhere. */
  List<String> cautions(Plan plan) {
    return landmarks
        .best()
        .filter(best -> beats(best, plan))
        .map(
            best ->
                "%s at once, more than the %s that the answer reached on other data sets: these data are easier than those; try that first, before paying for more"
                    .formatted(
                        reached(best), Numbers.percent(plan.measured().orElseThrow().quality())))
        .stream()
        .toList();
  }

  private boolean beats(Landmark best, Plan plan) {
    double accuracy = best.score().orElseThrow().accuracy();
    return comparable()
        && plan.measured().filter(measured -> accuracy > measured.quality()).isPresent();
  }

  private static String reached(Landmark landmark) {
    Score score = landmark.score().orElseThrow();
    return "%s reaches %s (%s)"
        .formatted(landmark.label(), percent(score.accuracy()), right(score));
  }

  private static String right(Score score) {
    return "%d/%d".formatted(score.right(), score.rows());
  }

  private static String interval(Score score) {
    return String.format(Locale.ROOT, "%.0f to %.0f %%", 100 * score.low(), 100 * score.high());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
