package io.sparing.cli;

import io.sparing.data.Dataset;
import io.sparing.data.DatasetManifest;
import io.sparing.data.Duplicates;
import io.sparing.data.Example;
import io.sparing.data.Split;
import io.sparing.data.TokenIds;
import io.sparing.data.Tokenizer;
import io.sparing.measure.Percentiles;
import io.sparing.model.ModelManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a data set holds, as text: its terms, splits, classes and lengths. */
final class DatasetDescription {

  private final Dataset dataset;
  private final DatasetManifest manifest;
  private final Tokenizer tokenizer;
  private final ModelManifest model;
  private final Map<String, List<Example>> splits = new LinkedHashMap<>();

  /** Makes a description with lengths in the tokens of this model. */
  DatasetDescription(Dataset dataset, Tokenizer tokenizer, ModelManifest model) {
    this.dataset = dataset;
    this.manifest = dataset.manifest();
    this.tokenizer = tokenizer;
    this.model = model;
    for (Split split : Split.values()) {
      splits.put(split.text(), dataset.rows(split));
    }
  }

  /** Returns the whole text, without a line end at its end. */
  String render() {
    Map<String, int[]> lengths = new LinkedHashMap<>();
    splits.forEach((split, rows) -> lengths.put(split, lengths(rows)));
    return String.join("\n\n", head(), rows(), classes(), lengths(lengths), chart(lengths));
  }

  private String head() {
    return """
    %s: %s
    task      %s, measured by %s
    licence   %s
    cite      %s
    source    %s
    rows      SHA-256 %s\
    """
        .formatted(
            manifest.name(),
            manifest.description(),
            manifest.task(),
            manifest.metric(),
            manifest.licence(),
            manifest.citation(),
            manifest.source(),
            dataset.sha256());
  }

  private String rows() {
    TextTable table =
        new TextTable(
            List.of("split", "rows", "repeated", "also in train", "also in test", "two labels"));
    splits.forEach(
        (split, rows) ->
            table.add(
                List.of(
                    split,
                    count(rows.size()),
                    count(Duplicates.within(rows)),
                    split.equals(Split.TRAIN.text()) ? "–" : shared(rows, dataset.train()),
                    split.equals(Split.TEST.text()) ? "–" : shared(rows, dataset.test()),
                    count(Duplicates.contradicting(rows)))));
    return table.render() + "\nTexts are compared without case and spacing.";
  }

  private static String shared(List<Example> rows, List<Example> others) {
    return count(Duplicates.shared(rows, others));
  }

  private String classes() {
    TextTable table = new TextTable(List.of("class", "train", "validation", "test", "of all"));
    int classes = manifest.labels().size();
    List<int[]> counts = splits.values().stream().map(rows -> counts(rows, classes)).toList();
    int[] all = new int[classes];
    counts.forEach(split -> Arrays.setAll(all, label -> all[label] + split[label]));
    int largest = IntStream.of(all).max().orElse(0);
    for (int label = 0; label < classes; label++) {
      List<String> cells = new ArrayList<>(List.of(manifest.labels().get(label)));
      for (int[] split : counts) {
        cells.add(count(split[label]));
      }
      cells.add(TextChart.bar(all[label], largest));
      table.add(cells);
    }
    return table.render();
  }

  private static int[] counts(List<Example> rows, int classes) {
    int[] counts = new int[classes];
    rows.forEach(row -> counts[row.label()]++);
    return counts;
  }

  private String lengths(Map<String, int[]> lengths) {
    TextTable table =
        new TextTable(
            List.of(
                "tokens of " + model.name(),
                "min",
                "median",
                "p95",
                "max",
                "longer than " + model.maxLength()));
    lengths.forEach((split, tokens) -> table.add(lengths(split, tokens)));
    return table.render();
  }

  private List<String> lengths(String split, int[] tokens) {
    if (tokens.length == 0) {
      return List.of(split, "–", "–", "–", "–", "–");
    }
    List<Double> samples = IntStream.of(tokens).asDoubleStream().boxed().toList();
    List<String> cells = new ArrayList<>(List.of(split));
    Stream.of(0, 50, 95, 100)
        .map(percent -> count(Math.round(Percentiles.of(samples, percent))))
        .forEach(cells::add);
    cells.add(count(IntStream.of(tokens).filter(length -> length > model.maxLength()).count()));
    return cells;
  }

  private static String chart(Map<String, int[]> lengths) {
    int[] all = lengths.values().stream().flatMapToInt(IntStream::of).toArray();
    return TextChart.histogram("tokens, all splits", all);
  }

  private int[] lengths(List<Example> rows) {
    return tokenizer.encode(rows, model.textPrefix(), Integer.MAX_VALUE).stream()
        .mapToInt(TokenIds::length)
        .toArray();
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
