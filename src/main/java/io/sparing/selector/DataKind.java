package io.sparing.selector;

import java.util.List;

/** What data are like: a task and a number of classes. */
record DataKind(String task, int classes) {

  static List<DataKind> of(List<Evidence.Cell> cells) {
    return cells.stream()
        .map(cell -> new DataKind(cell.task(), cell.classes()))
        .distinct()
        .toList();
  }

  boolean holds(Evidence.Cell cell) {
    return cell.task().equals(task) && cell.classes() == classes;
  }

  /** Returns an environment with data of this kind. */
  Environment in(Environment environment) {
    return new Environment(
        task,
        environment.hardware(),
        environment.memoryGigabytes(),
        environment.latencyMillis(),
        environment.examples(),
        environment.trainSeconds(),
        classes);
  }
}
