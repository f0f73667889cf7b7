package io.sparing.cli;

import io.sparing.look.DataLook;
import io.sparing.selector.Environment;
import io.sparing.trial.DeviceKind;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a question for advice: what somebody has and wants. */
final class QuestionOptions {

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "classification, pair, qa, summarization, chatbot, … Default: what --data looks like.")
  private String task;

  @Option(
      names = "--hardware",
      paramLabel = "cpu|gpu",
      description = "Where the model shall run. Default: gpu if --gpus is given, else cpu.")
  private String hardware;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Quantities.Memory.class,
      description =
          "Host memory on a cpu, device memory on a gpu, e.g. 4GB. Default: this machine's.")
  private Double memory;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      converter = Quantities.Millis.class,
      description = "The longest time to answer one text, e.g. 200ms or 0.2s. Default: no limit.")
  private Double latency;

  @Option(
      names = "--examples",
      paramLabel = "N",
      converter = Quantities.Count.class,
      description =
          "How many labelled training examples there are, e.g. 10000 or 10k. Default: those of"
              + " --data, else none.")
  private Long examples;

  @Option(
      names = "--train-time",
      paramLabel = "TIME",
      converter = Quantities.Seconds.class,
      description = "Training budget, e.g. 15min or 2h. Default: no limit.")
  private Double trainSeconds;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "How many classes the task has. Default: those of --data, else unknown.")
  private Integer classes;

  @Option(
      names = "--gpus",
      paramLabel = "N",
      description = "How many GPUs there are. Default: 1 on gpu.")
  private Integer gpus;

  /** Returns how many GPUs there are. */
  int gpus() {
    return gpus == null ? 1 : gpus;
  }

  /** Returns the names of the options that were given in place of what data would say. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    add(given, "task", task);
    add(given, "classes", classes);
    add(given, "examples", examples);
    return given;
  }

  private static void add(List<String> given, String name, Object value) {
    if (value != null) {
      given.add(name);
    }
  }

  /**
   * Checks what was given, before anything takes time.
   *
   * @param data whether there are data to read the rest from
   * @throws IllegalArgumentException if there is neither a task nor data, a GPU has no memory, or a
   *     value is refused
   */
  void check(boolean data) {
    if (task == null && !data) {
      throw new IllegalArgumentException(
          "Cannot recommend without a task: name it with --task, such as classification or pair, or"
              + " name your file with --data and it is read");
    }
    if (memory == null && hardware().equalsIgnoreCase(DeviceKind.GPU.text())) {
      throw new IllegalArgumentException("Cannot recommend for a gpu without --memory");
    }
    question(Optional.ofNullable(task).orElse(""), 0, 0);
  }

  /**
   * Returns the question, once it is checked. What is not given is taken from the data, if they
   * were looked at.
   *
   * @param err where it says what it assumes
   */
  Environment environment(Optional<DataLook> look, PrintWriter err) {
    if (memory == null) {
      err.printf("No --memory given: this machine's (%d cores).%n", Machine.cores());
    }
    if (examples == null && look.isEmpty()) {
      err.println("No --examples given: none assumed.");
    }
    return question(
        Optional.ofNullable(task).or(() -> look.map(DataLook::task)).orElseThrow(),
        look.map(DataLook::trainRows).orElse(0),
        look.map(data -> data.classes().size()).orElse(0));
  }

  /** Returns the question, with these numbers where none are given. */
  private Environment question(String asked, long trainRows, int labels) {
    return new Environment(
        asked,
        hardware(),
        memory == null ? Machine.memoryGigabytes() : memory,
        latency == null ? Environment.UNLIMITED : latency,
        examples == null ? trainRows : examples,
        trainSeconds == null ? Environment.UNLIMITED : trainSeconds,
        classes == null ? labels : classes);
  }

  /** Returns what was asked for; otherwise a GPU if there are some. */
  private String hardware() {
    if (hardware != null) {
      return hardware;
    }
    DeviceKind kind = gpus != null && gpus > 0 ? DeviceKind.GPU : DeviceKind.CPU;
    return kind.text();
  }
}
