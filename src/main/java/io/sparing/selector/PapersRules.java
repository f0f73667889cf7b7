package io.sparing.selector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The fixed rules of the papers that started the project, from "Adaptive Strategies for Foundation
 * Models under Resource Constraints": the baseline that learned rules must beat. They are the
 * resource {@code papers/rules.json}, in the form that {@code learn} writes. Where the papers'
 * worked examples conflict with their prose the examples win; {@code
 * docs/decisions/0010-papers-rules.md} lists the conflicts. Nothing here was measured by Sparing.
 */
public final class PapersRules {

  private static final RuleSet RULES = load("papers/rules.json");

  private PapersRules() {}

  /** Returns the rule set, named {@code papers}. */
  public static RuleSet rules() {
    return RULES;
  }

  /** Returns what they recommend where no other rule holds. */
  static Choice usual() {
    return RULES.rules().get(RULES.rules().size() - 1).steps().get(0).choice();
  }

  private static RuleSet load(String resource) {
    try (InputStream in = PapersRules.class.getResourceAsStream(resource)) {
      return RuleSetParser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the rules " + resource, e);
    }
  }
}
