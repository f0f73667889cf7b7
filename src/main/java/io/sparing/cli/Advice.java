package io.sparing.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sparing.look.LookParser;
import io.sparing.recommend.Plan;
import io.sparing.recommend.PlanParser;
import io.sparing.selector.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * An answer with what was seen of somebody's data.
 *
 * @param plan the answer, with what landmarks say of it
 * @param found the rules that gave it
 * @param looked what was seen, if there were data
 * @param given names of what was given in place of what was read
 */
record Advice(Plan plan, RuleFiles.Found found, Optional<Looked> looked, List<String> given) {

  /** Makes an answer of a plan that knows nothing of landmarks. */
  static Advice of(Plan plan, RuleFiles.Found found, Optional<Looked> looked, List<String> given) {
    Plan after =
        looked
            .flatMap(Looked::landmarks)
            .map(
                landmarks ->
                    plan.afterLooking(
                        landmarks.seconds(),
                        new LandmarksText(landmarks, found.rules().source()).cautions(plan)))
            .orElse(plan);
    return new Advice(after, found, looked, given);
  }

  /** Returns it for people: what was read, landmarks, the plan. */
  String text() {
    StringBuilder text = new StringBuilder();
    looked.ifPresent(
        seen ->
            text.append(
                    new DataLookText(seen.look(), plan.environment(), given).render(seen.seconds()))
                .append("\n\n"));
    looked
        .flatMap(Looked::landmarks)
        .ifPresent(
            landmarks ->
                text.append(new LandmarksText(landmarks, found.rules().source()).render(plan))
                    .append("\n\n"));
    return text + PlanText.render(plan, found.rules().source(), found.from());
  }

  /** Returns it as JSON, with candidates where there are some. */
  String json(List<Candidate> candidates) {
    JsonObject json = PlanParser.toJson(plan, candidates);
    looked.ifPresent(
        seen -> {
          JsonObject data = LookParser.toJson(seen.look());
          JsonArray names = new JsonArray();
          given.forEach(names::add);
          data.add("given", names);
          data.addProperty("read_seconds", seen.seconds());
          json.add("data", data);
        });
    looked
        .flatMap(Looked::landmarks)
        .ifPresent(landmarks -> json.add("landmarks", LookParser.toJson(landmarks)));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }
}
