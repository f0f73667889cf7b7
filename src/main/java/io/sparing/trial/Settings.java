package io.sparing.trial;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.data.Validation;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormats;
import io.sparing.train.ClassWeights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that every trial has, whatever its strategy: their names are the keys of a sweep
 * file and the columns of the {@code trials} table.
 */
public final class Settings {

  private static final List<Parameter> COMMON =
      List.of(
          Parameter.reference(
              "dataset", null, "data set, or the path of one's own file", DatasetNames::check),
          Parameter.integer(
              "train_examples",
              0,
              Integer.MAX_VALUE,
              0L,
              "training rows, drawn with the classes in proportion; 0 is all"),
          Parameter.integer(
              "test_examples", 0, Integer.MAX_VALUE, 0L, "test rows, drawn likewise; 0 is all"),
          Parameter.integer(
              "max_length", 4, 1_000_000, 128L, "longest text in tokens; longer ones are cut"),
          Parameter.reference(
              "model", null, "model, or the path of a Hugging Face folder", Models::canonical),
          Parameter.stack(
              "strategy",
              "adaptation strategy, or a list of those to stack",
              name -> Strategies.find(name).name()),
          Parameter.text(
              "number_format",
              NumberFormats.NAMES,
              NumberFormats.DEFAULT,
              "format of the deployed weights; the default of " + formatsOfStrategies()),
          Parameter.integer(
              "seed", 0, Long.MAX_VALUE, 0L, "seed of sampling, initialization and order"),
          Parameter.text(
              "validation",
              Validation.NAMES,
              "warn",
              "what becomes of rows in which something is wrong"),
          Parameter.verbatim("text", "text", "column of the text in one's own file"),
          Parameter.verbatim("label", "label", "column of the label in one's own file"),
          Parameter.verbatim("text_pair", "", "column of the second text in one's own file"),
          Parameter.verbatim("split", "", "column of train, validation or test in one's own file"),
          Parameter.number(
              "validation_ratio", 0, 0.9, 0.1, "share of one's own file held out for validation"),
          Parameter.number(
              "test_ratio", 0, 0.9, 0.1, "share of one's own file held out for testing"));

  private static final List<Parameter> TRAINING =
      List.of(
          Parameter.integer("epochs", 1, 100_000, 3L, "passes over the training rows"),
          Parameter.integer(
              "batch_size", 1, 1_000_000, 16L, "rows in one forward and backward pass"),
          Parameter.number(
              "learning_rate", 1e-9, 10, null, "peak learning rate; the default is the strategy's"),
          Parameter.number("weight_decay", 0, 10, 0.01, "decoupled weight decay of AdamW"),
          Parameter.number("warmup_ratio", 0, 1, 0.1, "share of the steps that warm up"),
          Parameter.number("max_grad_norm", 0, 1e9, 1.0, "gradient norm limit; 0 is none"),
          Parameter.integer(
              "gradient_accumulation_steps",
              1,
              1_000_000,
              1L,
              "passes of batch_size rows whose gradients make one optimizer step"),
          Parameter.bool(
              "gradient_checkpointing",
              false,
              "layers are computed anew on the way back, to need less memory"),
          Parameter.number(
              "label_smoothing",
              0,
              0.999,
              0.0,
              "share of a label's weight that all classes get alike"),
          Parameter.text(
              "class_weights",
              ClassWeights.NAMES,
              "none",
              "how rows count: all the same, or all classes the same"),
          Parameter.integer(
              "early_stopping_patience",
              0,
              100_000,
              0L,
              "epochs without better validation accuracy before training stops; 0 never stops it"));

  private static final Map<String, Parameter> BY_NAME =
      Stream.of(COMMON, TRAINING, Strategies.parameters())
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Parameter::name, Function.identity()));

  private Settings() {}

  private static String formatsOfStrategies() {
    return Strategies.known().values().stream()
        .filter(strategy -> !strategy.numberFormats().isEmpty())
        .map(strategy -> "%s is %s".formatted(strategy.name(), strategy.numberFormats().get(0)))
        .collect(Collectors.joining(", of "));
  }

  /** Returns whether a setting is of use only where the data set is one's own file. */
  public static boolean ofOwnFile(String name) {
    return DataSettingsParser.OF_OWN_FILE.contains(name);
  }

  /** Returns whether a list in a sweep file is one value of a setting, and not several to cross. */
  public static boolean takesLists(String name) {
    return find(name).map(parameter -> parameter.kind().takesLists()).orElse(false);
  }

  /** Returns the settings of every trial. */
  public static List<Parameter> common() {
    return COMMON;
  }

  /** Returns the settings of a trial whose strategy trains. */
  public static List<Parameter> training() {
    return TRAINING;
  }

  /**
   * Returns every key a sweep file may use, strategies' parameters included, in documentation
   * order.
   */
  public static List<Parameter> all() {
    return Stream.of(COMMON, TRAINING, Strategies.parameters()).flatMap(List::stream).toList();
  }

  /** Returns the setting of that name, if there is one. */
  public static Optional<Parameter> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
