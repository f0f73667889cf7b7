package io.sparing.look;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** The JSON form of what was read of a data set, and of landmarks; for reading by others. */
public final class LookParser {

  private LookParser() {}

  /** Returns what was read, with its cautions. */
  public static JsonObject toJson(DataLook look) {
    JsonObject json = new JsonObject();
    json.addProperty("name", look.name());
    json.addProperty("task", look.task());
    json.addProperty("rows", look.rows());
    json.addProperty("train_rows", look.trainRows());
    json.addProperty("validation_rows", look.validationRows());
    json.addProperty("test_rows", look.testRows());
    JsonArray classes = new JsonArray();
    look.classes().forEach(rows -> classes.add(toJson(look, rows)));
    json.add("classes", classes);
    json.add("words", toJson(look.lengths().words()));
    json.add("characters", toJson(look.lengths().characters()));
    json.addProperty("rows_repeated", look.repeated());
    json.addProperty("rows_contradicting", look.contradicting());
    json.addProperty("rows_dropped", look.report().dropped());
    json.addProperty("letters_not_latin", look.writing().otherLetters());
    json.addProperty("common_english_words", look.writing().commonWords());
    json.add("cautions", texts(Cautions.of(look)));
    return json;
  }

  /** Returns landmarks in the order in which they ran. */
  public static JsonArray toJson(Landmarks landmarks) {
    JsonArray array = new JsonArray();
    landmarks.all().forEach(landmark -> array.add(toJson(landmark)));
    return array;
  }

  private static JsonObject toJson(DataLook look, ClassRows rows) {
    JsonObject json = new JsonObject();
    json.addProperty("label", rows.label());
    json.addProperty("rows", rows.rows());
    json.addProperty("share", look.share(rows));
    return json;
  }

  private static JsonObject toJson(Spread spread) {
    JsonObject json = new JsonObject();
    json.addProperty("median", spread.median());
    json.addProperty("p95", spread.p95());
    json.addProperty("largest", spread.largest());
    return json;
  }

  private static JsonObject toJson(Landmark landmark) {
    JsonObject json = new JsonObject();
    json.addProperty("label", landmark.label());
    landmark
        .score()
        .ifPresentOrElse(
            score -> {
              json.addProperty("accuracy", score.accuracy());
              json.addProperty("right", score.right());
              json.addProperty("test_rows", score.rows());
              json.addProperty("low", score.low());
              json.addProperty("high", score.high());
            },
            () -> json.addProperty("failure", landmark.failure()));
    json.addProperty("seconds", landmark.seconds());
    return json;
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
