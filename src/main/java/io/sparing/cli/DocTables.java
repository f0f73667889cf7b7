package io.sparing.cli;

import static io.sparing.cli.MarkdownTable.code;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.data.DataFile;
import io.sparing.data.DatasetManifest;
import io.sparing.data.Datasets;
import io.sparing.export.ExportFormats;
import io.sparing.measure.Metric;
import io.sparing.model.Families;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormats;
import io.sparing.text.PlainNumber;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the tables of documents that list what registries hold. */
final class DocTables {

  /** Every table, by the name that stands in a {@link DocPage}. */
  static final Map<String, Supplier<MarkdownTable>> ALL =
      Map.of(
          "strategies", DocTables::strategies,
          "stacks", DocTables::stacks,
          "formats", DocTables::formats,
          "models", DocTables::models,
          "datasets", DocTables::datasets,
          "settings-of-every-trial", SettingsTables::ofEveryTrial,
          "settings-of-training", SettingsTables::ofTraining,
          "settings-of-strategies", SettingsTables::ofStrategies,
          "quality-metrics", DocTables::qualityMetrics,
          "export-formats", DocTables::exportFormats);

  private DocTables() {}

  private static MarkdownTable strategies() {
    MarkdownTable table =
        new MarkdownTable(
            "strategy", "own parameters", "learning rate", "number formats", "what it does");
    Strategies.known()
        .values()
        .forEach(
            strategy ->
                table.add(
                    code(strategy.name()),
                    code(strategy.parameters().stream().map(Parameter::name).toList()),
                    strategy.trains()
                        ? PlainNumber.of(strategy.defaultLearningRate().orElseThrow())
                        : "",
                    strategy.numberFormats().isEmpty() ? "any" : code(strategy.numberFormats()),
                    strategy.description()));
    return table;
  }

  private static MarkdownTable stacks() {
    MarkdownTable table = new MarkdownTable("strategy", "can be stacked with");
    for (String name : Strategies.known().keySet()) {
      List<String> others =
          Strategies.known().keySet().stream()
              .filter(other -> !other.equals(name) && goTogether(name, other))
              .toList();
      if (!others.isEmpty()) {
        table.add(code(name), code(others));
      }
    }
    return table;
  }

  private static boolean goTogether(String one, String other) {
    try {
      Strategies.find(one + "+" + other);
      return true;
    } catch (IllegalArgumentException refusal) {
      return false;
    }
  }

  private static MarkdownTable formats() {
    MarkdownTable table =
        new MarkdownTable("number format", "bytes of a linear layer's weight", "what it is");
    NumberFormats.known()
        .values()
        .forEach(
            format ->
                table.add(
                    code(format.name()),
                    PlainNumber.of(format.cost().linearBytes()),
                    format.description()));
    return table;
  }

  private static MarkdownTable models() {
    MarkdownTable table =
        new MarkdownTable(
            "model", "architecture", "layers", "width", "parameters", "licence", "files");
    Models.known()
        .values()
        .forEach(
            model ->
                table.add(
                    code(model.name()),
                    architecture(model),
                    layers(model),
                    String.valueOf(model.hidden()),
                    "%,d".formatted(model.parameters()),
                    model.licence(),
                    files(model)));
    return table;
  }

  private static String architecture(ModelManifest model) {
    String name = code(model.architecture());
    return Families.architectures().contains(model.architecture())
        ? name
        : name + ", not implemented yet";
  }

  private static String layers(ModelManifest model) {
    return model.decoderLayers() == 0
        ? String.valueOf(model.layers())
        : "%d + %d".formatted(model.layers(), model.decoderLayers());
  }

  private static String files(ModelManifest model) {
    long bytes = model.source().pinned().stream().mapToLong(source -> source.bytes()).sum();
    return bytes == 0 ? "in the Maven artefact" : "download, " + Words.bytes((double) bytes);
  }

  private static MarkdownTable datasets() {
    MarkdownTable table = new MarkdownTable("name", "task", "classes", "metric", "files");
    for (String name : Datasets.NAMES) {
      DatasetManifest manifest = Datasets.find(name);
      table.add(
          code(name),
          manifest.task(),
          manifest.labels().isEmpty() ? "–" : String.valueOf(manifest.labels().size()),
          code(manifest.metric()),
          files(manifest));
    }
    return table;
  }

  private static String files(DatasetManifest manifest) {
    Collection<String> paths = manifest.files().stream().map(DataFile::path).distinct().toList();
    return paths.isEmpty() ? "in the Maven artefact" : code(paths);
  }

  private static MarkdownTable qualityMetrics() {
    MarkdownTable table = new MarkdownTable("metric", "better", "what it is");
    Arrays.stream(Metric.values())
        .filter(Metric::ofLabels)
        .forEach(
            metric ->
                table.add(
                    code(metric.column()),
                    metric.better() == Metric.Better.HIGHER ? "higher" : "lower",
                    metric.description()));
    return table;
  }

  private static MarkdownTable exportFormats() {
    MarkdownTable table = new MarkdownTable("format", "what it is");
    for (String name : ExportFormats.NAMES) {
      table.add(code(name), ExportFormats.find(name).description());
    }
    return table;
  }
}
