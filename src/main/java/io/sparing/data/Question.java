package io.sparing.data;

import java.util.List;

/**
 * A question about a text.
 *
 * @param id as published
 * @param question what is asked
 * @param context the text that may answer it
 * @param answers as different readers gave them, each with its place; empty if the text has none
 */
public record Question(String id, String question, String context, List<Answer> answers) {

  /**
   * Words of the context.
   *
   * @param text those words
   * @param start where they begin in the context, in UTF-16 characters from 0
   */
  public record Answer(String text, int start) {}

  /** Copies the answers. */
  public Question {
    answers = List.copyOf(answers);
  }
}
