package io.sparing.measure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A quantity that a trial can measure. Its {@link #column()} is the name of its column in the
 * {@code trials} table and carries the unit where the quantity has one; a quantity that was not
 * measured is absent from {@link Measurements} and null in the table, never invented.
 */
public enum Metric {
  ACCURACY(
      "accuracy",
      "fraction of test rows labelled right, 0 to 1",
      Better.HIGHER,
      Confusion::accuracy),
  MACRO_F1(
      "macro_f1",
      "F1 averaged over the classes, 0 to 1",
      Better.HIGHER,
      counts -> counts.macro(counts::f1)),
  MACRO_PRECISION(
      "macro_precision",
      "precision averaged over the classes, 0 to 1",
      Better.HIGHER,
      counts -> counts.macro(counts::precision)),
  MACRO_RECALL(
      "macro_recall",
      "recall averaged over the classes, 0 to 1",
      Better.HIGHER,
      counts -> counts.macro(counts::recall)),
  EXACT_MATCH("exact_match", "fraction of answers equal to a reference, 0 to 1", Better.HIGHER),
  TOKEN_F1("token_f1", "token overlap F1 of answers, 0 to 1", Better.HIGHER),
  ROUGE_L("rouge_l", "longest-common-subsequence F1, 0 to 1", Better.HIGHER),
  VALIDATION_ACCURACY(
      "validation_accuracy",
      "accuracy of what was trained, as deployed, on the validation split, 0 to 1",
      Better.HIGHER),
  TEST_LOSS("test_loss", "mean cross-entropy on the test split, nats", Better.LOWER),
  LATENCY_P50("latency_p50_millis", "median time to answer one text, milliseconds", Better.LOWER),
  LATENCY_P95("latency_p95_millis", "95th percentile of the same, milliseconds", Better.LOWER),
  THROUGHPUT("throughput_samples_per_second", "texts answered a second in batches", Better.HIGHER),
  TRAIN_THROUGHPUT(
      "train_samples_per_second", "training texts of all epochs by train_seconds", Better.HIGHER),
  PEAK_HOST_BYTES(
      "peak_host_bytes", "largest resident memory of the worker in this trial", Better.LOWER),
  INFERENCE_HOST_BYTES(
      "inference_host_bytes", "largest resident memory while answering", Better.LOWER),
  PEAK_DEVICE_BYTES(
      "peak_device_bytes",
      "most memory of the GPU that libtorch reserved in this trial",
      Better.LOWER),
  INFERENCE_DEVICE_BYTES(
      "inference_device_bytes",
      "most memory of the GPU that libtorch reserved while answering",
      Better.LOWER),
  CONTEXT_DEVICE_BYTES(
      "context_device_bytes",
      "memory of the GPU that the process holds beside what libtorch reserved",
      Better.LOWER),
  WEIGHT_BYTES("weight_bytes", "bytes of the deployed weights in their format", Better.LOWER),
  GRADIENT_BYTES(
      "gradient_bytes", "bytes of the gradients that training holds at a time", Better.LOWER),
  OPTIMIZER_BYTES("optimizer_bytes", "bytes of what the optimizer keeps", Better.LOWER),
  TRAINABLE_PARAMETERS("trainable_parameters", "numbers that training may change", Better.LOWER),
  TOTAL_PARAMETERS(
      "total_parameters", "numbers in the deployed model, however they are packed", Better.LOWER),
  TRAIN_STEPS("train_steps", "optimizer steps taken", Better.LOWER),
  FROZEN_LAYERS_END(
      "frozen_layers_end", "layers that training had frozen by its end", Better.HIGHER),
  TRAIN_SECONDS(
      "train_seconds",
      "wall seconds of training steps, vectors of kept or probed rows and a teacher, without"
          + " evaluation",
      Better.LOWER),
  TRAIN_SECONDS_ALONE(
      "train_seconds_alone",
      "train_seconds as they would be alone on the device, from steps timed alone",
      Better.LOWER),
  STEP_MILLIS_ALONE(
      "step_millis_alone", "mean time of an optimizer step alone, milliseconds", Better.LOWER),
  TIMED_STEPS("timed_steps", "optimizer steps timed alone", Better.HIGHER),
  COMPANY(
      "company",
      "other trials at work on the device or its cores during training, mean over time",
      Better.LOWER),
  COLD_START(
      "cold_start_millis",
      "time to load the deployed model and answer a first text, milliseconds",
      Better.LOWER),
  COLD_START_COMPANY(
      "cold_start_company", "other trials at work meanwhile, mean over time", Better.LOWER),
  WAITED_SECONDS(
      "waited_seconds",
      "seconds in which the trial waited while others were timed alone, or for its turn",
      Better.LOWER),
  TOTAL_SECONDS("total_seconds", "wall seconds of the whole trial", Better.LOWER),
  DEVICE_HOURS("device_hours", "train hours times devices (CPU: cores) used", Better.LOWER),
  ENERGY_JOULES("energy_joules", "energy of the trial by the machine's meter", Better.LOWER),
  TRAIN_ENERGY_JOULES("train_energy_joules", "energy of its training alone", Better.LOWER),
  CARBON_GRAMS(
      "carbon_grams", "CO2 equivalent of energy_joules at the intensity that is set", Better.LOWER),
  TRIAL_COST("trial_cost", "money for total_seconds at the hourly prices", Better.LOWER),
  TRAIN_COST("train_cost", "money for train_seconds at the hourly prices", Better.LOWER),
  COST_PER_1000_ANSWERS(
      "cost_per_1000_answers", "money for 1,000 answers at the measured throughput", Better.LOWER),
  ROWS_DROPPED(
      "rows_dropped", "rows of the data set left out, for something is wrong", Better.LOWER),
  ROWS_EMPTY("rows_empty", "rows without a text", Better.LOWER),
  ROWS_NOT_UTF8("rows_not_utf8", "rows whose bytes are not UTF-8", Better.LOWER),
  ROWS_MALFORMED("rows_malformed", "rows with too many or too few cells", Better.LOWER),
  ROWS_UNKNOWN("rows_unknown", "rows of an unknown label or split", Better.LOWER),
  ROWS_NESTED("rows_nested", "rows with a list or an object in place of a text", Better.LOWER),
  ROWS_ODD_LABEL(
      "rows_odd_label",
      "rows whose label looks like another, holds a hidden character or is a number in another"
          + " form",
      Better.LOWER),
  ROWS_CONTRADICTING(
      "rows_contradicting", "rows whose text has another label in another row", Better.LOWER),
  CLASSES_UNEVEN("classes_uneven", "classes that lack their share of a split", Better.LOWER),
  ROWS_LEAKED("rows_leaked", "rows whose text is in a later split too", Better.LOWER),
  ROWS_CUT("rows_cut", "rows of the data set longer than max_length tokens", Better.LOWER),
  CLASSES("classes", "labels that a row of the data set may have", Better.LOWER),
  CLASSES_UNTRAINED("classes_untrained", "classes without a training row", Better.LOWER),
  TRAIN_EXAMPLES_USED(
      "train_examples_used",
      "labelled rows learned from: those of an epoch, all that are kept, or all demonstrations; 0"
          + " without any",
      Better.LOWER),
  TEST_EXAMPLES_USED("test_examples_used", "test rows measured on", Better.HIGHER),
  MAX_LENGTH_USED("max_length_used", "tokens of the longest text read", Better.LOWER),
  EPOCHS_USED("epochs_used", "passes over the training rows that ran", Better.LOWER),
  BATCH_SIZE_USED("batch_size_used", "rows of the largest forward and backward pass", Better.LOWER),
  GRADIENT_ACCUMULATION_STEPS_USED(
      "gradient_accumulation_steps_used", "passes of the largest optimizer step", Better.LOWER),
  SHOTS_USED("shots_used", "demonstrations of each class", Better.LOWER),
  RETRIEVAL_PRECISION(
      "retrieval_precision_at_k", "fraction of retrieved texts that help", Better.HIGHER),
  CONTEXT_TOKENS("context_overhead_tokens", "prompt tokens that retrieval adds", Better.LOWER);

  /** The direction of a metric that is wanted. */
  public enum Better {
    HIGHER,
    LOWER
  }

  private static final Map<String, Metric> BY_COLUMN =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(Metric::column, metric -> metric, (a, b) -> a, LinkedHashMap::new));

  private final String column;
  private final String description;
  private final Better better;

  /** Has no state. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final ToDoubleFunction<Confusion> scorer;

  Metric(String column, String description, Better better) {
    this(column, description, better, null);
  }

  /**
   * A metric of predicted classes.
   *
   * @param scorer computes it; null if it is measured in another way
   */
  Metric(String column, String description, Better better, ToDoubleFunction<Confusion> scorer) {
    this.column = column;
    this.description = description;
    this.better = better;
    this.scorer = scorer;
  }

  /** Returns the column's name, which ends in the unit where there is one. */
  public String column() {
    return column;
  }

  /** Returns one line for help texts, with the unit. */
  public String description() {
    return description;
  }

  /** Returns which direction is wanted. */
  public Better better() {
    return better;
  }

  /** Returns its value for predicted classes; empty if it is not computed of them. */
  OptionalDouble score(Confusion counts) {
    return scorer == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(scorer.applyAsDouble(counts));
  }

  /** Returns whether it measures the quality of trials whose rows have labels. */
  public boolean ofLabels() {
    return scorer != null || this == VALIDATION_ACCURACY || this == TEST_LOSS;
  }

  /**
   * Returns whether values are whole numbers, which the table stores as 64-bit integers. The
   * column's name decides that.
   */
  public boolean whole() {
    return column.matches(".*_(bytes|parameters|used|steps|layers_end)|(rows_|classes).*");
  }

  /**
   * Finds a metric by its column name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known ones
   */
  public static Metric find(String column) {
    Metric metric = BY_COLUMN.get(column);
    if (metric == null) {
      throw new IllegalArgumentException(
          "Unknown metric: %s; known: %s".formatted(column, String.join(", ", BY_COLUMN.keySet())));
    }
    return metric;
  }

  /** Returns all column names in table order. */
  public static List<String> columns() {
    return List.copyOf(BY_COLUMN.keySet());
  }
}
