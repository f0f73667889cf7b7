package io.sparing.task;

import io.sparing.data.DatasetManifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The registry of tasks: one line each. */
public final class Tasks {

  private static final Map<String, Task<?, ?>> KNOWN =
      register(
          new LabelTask("classification", "One text gets one of the labels."),
          new LabelTask("pair", "Two texts together get one of the labels."));

  private Tasks() {}

  /** Returns all tasks by name, in registry order. Immutable. */
  public static Map<String, Task<?, ?>> known() {
    return KNOWN;
  }

  /**
   * Finds a task.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static Task<?, ?> find(String name) {
    Task<?, ?> task = KNOWN.get(name);
    if (task == null) {
      throw new IllegalArgumentException(
          "Unknown task: %s; known: %s".formatted(name, String.join(", ", KNOWN.keySet())));
    }
    return task;
  }

  /** Returns why no trial can run on a data set, in words; empty if one can. */
  public static Optional<String> refusal(DatasetManifest data) {
    Task<?, ?> task = KNOWN.get(data.task());
    return task == null
        ? Optional.of("its task is %s, which is read but not trained yet".formatted(data.task()))
        : task.refusal(data);
  }

  private static Map<String, Task<?, ?>> register(Task<?, ?>... tasks) {
    Map<String, Task<?, ?>> known = new LinkedHashMap<>();
    for (Task<?, ?> task : tasks) {
      known.put(task.name(), task);
    }
    return Collections.unmodifiableMap(known);
  }
}
