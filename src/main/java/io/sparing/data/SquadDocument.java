package io.sparing.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.sparing.text.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Streams the questions of a file in the layout of SQuAD 2.0 (Rajpurkar, Jia and Liang, 2018,
 * arXiv:1806.03822): articles of paragraphs, each with its questions. No more than an article is
 * held at a time.
 */
final class SquadDocument {

  /** Name of an article's title, and what a question's article is called among its own keys. */
  static final String TITLE = "title";

  /** Name of a paragraph's text, and what a question's paragraph is called among its own keys. */
  static final String CONTEXT = "context";

  private final Path file;
  private final Consumer<JsonObject> questions;

  private SquadDocument(Path file, Consumer<JsonObject> questions) {
    this.file = file;
    this.questions = questions;
  }

  /**
   * Reads all questions in their order.
   *
   * @param file names the document in messages
   * @param questions takes each question, with the title of its article and the text of its
   *     paragraph beside its own keys
   * @throws BadDataException if it is no JSON or has another layout; the message says what and
   *     where
   * @throws IOException if it cannot be read
   */
  static void read(Reader in, Path file, Consumer<JsonObject> questions) throws IOException {
    JsonReader json = new JsonReader(in);
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(Json.DEEPEST);
    SquadDocument document = new SquadDocument(file, questions);
    try {
      document.read(json);
    } catch (MalformedJsonException | EOFException | JsonSyntaxException e) {
      throw document.refused(Json.reason(e), e);
    } catch (JsonIOException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw e;
    }
  }

  private void read(JsonReader json) throws IOException {
    check(json.peek() == JsonToken.BEGIN_OBJECT, "it is no object");
    boolean found = false;
    json.beginObject();
    while (json.hasNext()) {
      if (json.nextName().equals("data")) {
        check(json.peek() == JsonToken.BEGIN_ARRAY, "data is no list");
        readArticles(json);
        found = true;
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    check(json.peek() == JsonToken.END_DOCUMENT, "it goes on behind its object");
    check(found, "it has no data");
  }

  private void readArticles(JsonReader json) throws IOException {
    json.beginArray();
    for (int number = 1; json.hasNext(); number++) {
      addArticle(JsonParser.parseReader(json), "article " + number);
    }
    json.endArray();
  }

  private void addArticle(JsonElement element, String place) {
    JsonObject article = object(element, place);
    JsonElement title = text(article, TITLE, place);
    int number = 0;
    for (JsonElement paragraph : list(article, "paragraphs", place)) {
      number++;
      addParagraph(paragraph, title, "paragraph %d of %s".formatted(number, place));
    }
  }

  private void addParagraph(JsonElement element, JsonElement title, String place) {
    JsonObject paragraph = object(element, place);
    JsonElement context = text(paragraph, CONTEXT, place);
    for (JsonElement asked : list(paragraph, "qas", place)) {
      JsonObject question = object(asked, "a question in " + place);
      question.add(TITLE, title);
      question.add(CONTEXT, context);
      questions.accept(question);
    }
  }

  private JsonObject object(JsonElement element, String place) {
    check(element.isJsonObject(), place + " is no object");
    return element.getAsJsonObject();
  }

  private JsonArray list(JsonObject parent, String key, String place) {
    JsonElement found = parent.get(key);
    check(found != null && found.isJsonArray(), "%s has no list %s".formatted(place, key));
    return found.getAsJsonArray();
  }

  private JsonElement text(JsonObject parent, String key, String place) {
    JsonElement found = parent.get(key);
    boolean text =
        found != null && found.isJsonPrimitive() && found.getAsJsonPrimitive().isString();
    check(text, "%s has no text %s".formatted(place, key));
    return found;
  }

  private void check(boolean holds, String problem) {
    if (!holds) {
      throw refused(problem, null);
    }
  }

  private BadDataException refused(String problem, Exception cause) {
    return new BadDataException(
        "Failed to parse %s: %s; expected the layout of SQuAD 2.0".formatted(file, problem), cause);
  }
}
