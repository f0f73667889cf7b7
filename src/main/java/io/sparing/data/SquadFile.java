package io.sparing.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the questions of a {@link SquadDocument} with their answers. Places of answers count code
 * points there and UTF-16 characters here.
 */
final class SquadFile {

  private final Path file;
  private final List<Question> questions = new ArrayList<>();

  private SquadFile(Path file) {
    this.file = file;
  }

  /**
   * Returns all questions, in the order of the file.
   *
   * @throws BadDataException if the file is no such JSON, or an answer is not where it says
   */
  static List<Question> read(Path file) throws IOException {
    SquadFile squad = new SquadFile(file);
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      SquadDocument.read(in, file, squad::add);
      return squad.questions;
    } catch (CharacterCodingException e) {
      throw new BadDataException(
          "Failed to parse %s: it is not UTF-8; save it as UTF-8".formatted(file), e);
    }
  }

  private void add(JsonObject asked) {
    String place = file.toString();
    try {
      String id = asked.get("id").getAsString();
      place += ": question " + id;
      String question = asked.get("question").getAsString().strip();
      String context = asked.get(SquadDocument.CONTEXT).getAsString();
      List<Question.Answer> answers = answers(asked.getAsJsonArray("answers"), context, place);
      questions.add(new Question(id, question, context, answers));
    } catch (IllegalStateException
        | UnsupportedOperationException
        | ClassCastException
        | NumberFormatException
        | NullPointerException e) {
      throw new BadDataException("Failed to parse %s: no SQuAD JSON".formatted(place), e);
    }
  }

  private static List<Question.Answer> answers(JsonArray given, String context, String place) {
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
