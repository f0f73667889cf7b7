package io.sparing.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the layout of SQuAD 2.0 (Rajpurkar, Jia and Liang, 2018, arXiv:1806.03822): articles of
 * paragraphs, each with its questions. Places of answers count code points there and UTF-16
 * characters here.
 */
final class SquadFile {

  private final Path file;
  private final List<Question> questions = new ArrayList<>();
  private String place;

  private SquadFile(Path file) {
    this.file = file;
    this.place = file.toString();
  }

  /**
   * Returns all questions, in the order of the file.
   *
   * @throws BadDataException if the file is no such JSON, or an answer is not where it says
   */
  static List<Question> read(Path file) throws IOException {
    SquadFile squad = new SquadFile(file);
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      squad.add(JsonParser.parseReader(in).getAsJsonObject());
      return squad.questions;
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | ClassCastException
        | NumberFormatException
        | NullPointerException e) {
      throw new BadDataException("Failed to parse %s: no SQuAD JSON".formatted(squad.place), e);
    }
  }

  private void add(JsonObject document) {
    for (JsonElement article : document.getAsJsonArray("data")) {
      for (JsonElement paragraph : article.getAsJsonObject().getAsJsonArray("paragraphs")) {
        addParagraph(paragraph.getAsJsonObject());
      }
    }
  }

  private void addParagraph(JsonObject paragraph) {
    String context = paragraph.get("context").getAsString();
    for (JsonElement asked : paragraph.getAsJsonArray("qas")) {
      addQuestion(asked.getAsJsonObject(), context);
      place = file.toString();
    }
  }

  private void addQuestion(JsonObject asked, String context) {
    String id = asked.get("id").getAsString();
    place = file + ": question " + id;
    String question = asked.get("question").getAsString().strip();
    questions.add(
        new Question(id, question, context, answers(asked.getAsJsonArray("answers"), context)));
  }

  private List<Question.Answer> answers(JsonArray given, String context) {
    List<Question.Answer> answers = new ArrayList<>();
    for (JsonElement element : given) {
      JsonObject answer = element.getAsJsonObject();
      String text = answer.get("text").getAsString();
      int points = answer.get("answer_start").getAsInt();
      boolean inside = points >= 0 && points <= context.codePointCount(0, context.length());
      int start = inside ? context.offsetByCodePoints(0, points) : -1;
      if (!inside || !context.startsWith(text, start)) {
        throw new BadDataException(
            "%s: Invalid answer: %s; it is not at character %d".formatted(place, text, points));
      }
      answers.add(new Question.Answer(text, start));
    }
    return answers;
  }
}
