package io.sparing.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a data set before its rows are read.
 *
 * @param name as written in sweep files
 * @param description one line
 * @param task name of what a row asks: {@code classification}, {@code pair}, {@code qa}
 * @param labels the classes, in the order of their indices; at least two, all different; none where
 *     rows have other answers
 * @param labelDescriptions for every label the words that a person would use for it
 * @param promptTemplates sentences with {@code {label}} where a label's description goes, for
 *     zero-shot classification by similarity of embeddings; at least one where there are labels
 * @param metric name of the measure of quality that suits the task
 * @param licence terms of the rows
 * @param citation what to cite
 * @param source where the rows come from: Maven coordinates, an address or a path
 * @param collection what it shares rows with: data sets of one collection do; its own name where it
 *     shares none
 * @param files the published files; none where the rows are inside a Maven artefact
 * @param holdOut what is held out of the training rows
 */
public record DatasetManifest(
    String name,
    String description,
    String task,
    List<String> labels,
    Map<String, String> labelDescriptions,
    List<String> promptTemplates,
    String metric,
    String licence,
    String citation,
    String source,
    String collection,
    List<DataFile> files,
    HoldOut holdOut) {

  /** Stands for a label's description in a prompt template. */
  public static final String LABEL = "{label}";

  /**
   * @throws IllegalArgumentException if labels are too few or repeated, lack a description, or a
   *     template lacks {@link #LABEL}
   */
  public DatasetManifest {
    labels = List.copyOf(labels);
    labelDescriptions = Collections.unmodifiableMap(new LinkedHashMap<>(labelDescriptions));
    promptTemplates = List.copyOf(promptTemplates);
    files = List.copyOf(files);
    if (!labels.isEmpty()) {
      checkLabels(name, labels, labelDescriptions, promptTemplates);
    }
  }

  /** Returns whether rows are answered with one of the labels. */
  public boolean labelled() {
    return !labels.isEmpty();
  }

  private static void checkLabels(
      String name,
      List<String> labels,
      Map<String, String> labelDescriptions,
      List<String> promptTemplates) {
    Set<String> distinct = Set.copyOf(labels);
    if (labels.size() < 2 || distinct.size() < labels.size()) {
      throw new IllegalArgumentException(
          "Invalid labels of %s: %s; at least two different ones are needed"
              .formatted(name, labels));
    }
    if (!labelDescriptions.keySet().equals(distinct)) {
      throw new IllegalArgumentException(
          "Invalid label descriptions of %s: %s; known labels: %s"
              .formatted(name, labelDescriptions.keySet(), String.join(", ", labels)));
    }
    if (promptTemplates.isEmpty() || !promptTemplates.stream().allMatch(t -> t.contains(LABEL))) {
      throw new IllegalArgumentException(
          "Invalid prompt templates of %s: %s; each needs %s"
              .formatted(name, promptTemplates, LABEL));
    }
  }
}
