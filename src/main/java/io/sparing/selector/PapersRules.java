package io.sparing.selector;

import static io.sparing.selector.Condition.Operator.ABOVE;
import static io.sparing.selector.Condition.Operator.AT_LEAST;
import static io.sparing.selector.Condition.Operator.AT_MOST;
import static io.sparing.selector.Condition.Operator.BELOW;
import static io.sparing.selector.Condition.limit;
import static io.sparing.selector.Condition.oneOf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fixed rules of the papers that started the project, from "Adaptive Strategies for Foundation
 * Models under Resource Constraints": the baseline that learned rules must beat. Where its worked
 * examples conflict with its prose the examples win; {@code docs/decisions/0010-papers-rules.md}
 * lists the conflicts. Nothing here was measured by Sparing.
 */
public final class PapersRules {

  private static final Condition CPU = oneOf(Category.HARDWARE, "cpu");
  private static final Condition KNOWLEDGE = oneOf(Category.TASK, "qa", "chatbot");
  private static final Condition LABELS = oneOf(Category.TASK, "classification", "pair");
  private static final Condition NO_EXAMPLES = limit(Feature.EXAMPLES, BELOW, 1);
  private static final Condition FEW_EXAMPLES = limit(Feature.EXAMPLES, BELOW, 1_000);
  private static final Condition MANY_EXAMPLES = limit(Feature.EXAMPLES, ABOVE, 50_000);
  private static final Condition SMALL = limit(Feature.MEMORY, BELOW, 8);
  private static final Condition MEDIUM = limit(Feature.MEMORY, AT_MOST, 16);
  private static final Condition FAST = limit(Feature.LATENCY, BELOW, 100);
  private static final Condition CRITICAL = limit(Feature.LATENCY, AT_MOST, 100);
  private static final Condition UNHURRIED = limit(Feature.LATENCY, AT_LEAST, 10_000);

  private static final RuleSet RULES = build();

  private PapersRules() {}

  /** The rule set, named {@code papers}. */
  public static RuleSet rules() {
    return RULES;
  }

  private static RuleSet build() {
    List<Rule> rules = new ArrayList<>();
    cpuAndSmallGpu(rules);
    manyExamples(rules);
    largerGpu(rules);
    rules.add(rule(0, lora("flan-t5-base", "fp32"), "no other rule holds: LoRA in full precision"));
    return new RuleSet(
        "papers",
        new RuleSource(
            List.of(),
            List.of(),
            List.of(),
            0,
            Instant.EPOCH,
            "accuracy",
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            0),
        rules,
        List.of(),
        Optional.empty());
  }

  private static void cpuAndSmallGpu(List<Rule> rules) {
    add(rules, rag("flan-t5-small", "int8"), "CPU only, knowledge task: RAG, INT8", KNOWLEDGE, CPU);
    add(rules, prompting("int8"), "CPU only, small data set: prompting", CPU, FEW_EXAMPLES);
    add(rules, lora("distilbert-base-uncased", "int8"), "CPU: small model, INT8", CPU, LABELS);
    add(rules, lora("flan-t5-small", "int8"), "CPU: small model, INT8", CPU);
    add(rules, rag("flan-t5-small", "int8"), "GPU under 8 GB: RAG with INT8", KNOWLEDGE, SMALL);
    add(rules, prompting("int8"), "no training examples: prompting", NO_EXAMPLES, SMALL);
    add(
        rules,
        lora("distilbert-base-uncased", "fp16"),
        "GPU under 8 GB: LoRA with FP16 on a small model",
        LABELS,
        SMALL);
    add(rules, lora("flan-t5-small", "fp16"), "GPU under 8 GB: LoRA with FP16", SMALL);
  }

  private static void manyExamples(List<Rule> rules) {
    String many = "more than 50,000 examples: LoRA; ";
    add(rules, lora("bert-base", "fp16"), many + "8 to 16 GB: FP16", MANY_EXAMPLES, LABELS, MEDIUM);
    add(
        rules,
        lora("bert-base", "fp16"),
        many + "latency critical",
        MANY_EXAMPLES,
        LABELS,
        CRITICAL);
    add(rules, lora("bert-base", "fp32"), many + "over 16 GB", MANY_EXAMPLES, LABELS);
    add(rules, lora("flan-t5-base", "fp16"), many + "8 to 16 GB: FP16", MANY_EXAMPLES, MEDIUM);
    add(rules, lora("flan-t5-base", "fp16"), many + "latency critical", MANY_EXAMPLES, CRITICAL);
    add(rules, lora("flan-t5-base", "fp32"), many + "over 16 GB", MANY_EXAMPLES);
  }

  private static void largerGpu(List<Rule> rules) {
    String rag = "knowledge task: RAG with a smaller generator; ";
    add(rules, rag("flan-t5-small", "fp16"), rag + "8 to 16 GB: FP16", KNOWLEDGE, MEDIUM);
    add(rules, rag("flan-t5-base", "fp16"), rag + "latency critical: FP16", KNOWLEDGE, CRITICAL);
    add(rules, rag("flan-t5-base", "fp32"), rag + "over 16 GB", KNOWLEDGE);
    add(rules, prompting("fp16"), "latency under 100 ms: prompting, short context", FAST);
    add(rules, prompting("fp16"), "no training examples: prompting", NO_EXAMPLES);
    Condition large = limit(Feature.MEMORY, ABOVE, 16);
    String full = "no limits: full fine-tuning for maximum accuracy";
    add(rules, full("bert-large"), full, LABELS, large, UNHURRIED);
    add(rules, full("flan-t5-xl"), full, large, UNHURRIED);
    add(rules, lora("bert-base", "fp16"), "labels, 8 to 16 GB: LoRA, FP16", LABELS, MEDIUM);
    add(rules, lora("bert-base", "fp16"), "labels, latency critical: LoRA", LABELS, CRITICAL);
    add(rules, lora("bert-base", "fp32"), "labels, over 16 GB: LoRA, full precision", LABELS);
    add(rules, lora("flan-t5-base", "fp16"), "8 to 16 GB: LoRA, FP16", MEDIUM);
    add(rules, lora("flan-t5-base", "fp16"), "latency critical: LoRA, FP16", CRITICAL);
  }

  private static void add(
      List<Rule> rules, Choice choice, String because, Condition... conditions) {
    rules.add(rule(rules.size() + 1, choice, because, conditions));
  }

  private static Rule rule(int number, Choice choice, String because, Condition... conditions) {
    String name = number == 0 ? "papers-otherwise" : "papers-" + number;
    return Rule.fixed(name, List.of(conditions), choice, because);
  }

  private static Choice lora(String model, String format) {
    return Choice.of(
        "lora", model, format, Map.of("lora_rank", "8", "epochs", "3", "learning_rate", "5e-5"));
  }

  private static Choice full(String model) {
    return Choice.of("full", model, "fp32", Map.of("epochs", "3", "learning_rate", "5e-5"));
  }

  private static Choice prompting(String format) {
    return Choice.of("prompting", "flan-t5-small", format, Map.of());
  }

  private static Choice rag(String generator, String format) {
    return Choice.of(
        "rag", generator, format, Map.of("embedder", "all-MiniLM-L6-v2", "generator", generator));
  }
}
