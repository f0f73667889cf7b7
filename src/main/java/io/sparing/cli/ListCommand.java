package io.sparing.cli;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.data.Datasets;
import io.sparing.export.ExportFormats;
import io.sparing.measure.Metric;
import io.sparing.model.Families;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormats;
import io.sparing.sources.DownloadListener;
import io.sparing.sources.Resolver;
import io.sparing.sources.SourceException;
import io.sparing.sources.SourceFolders;
import io.sparing.trial.Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a registry. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Shows what a sweep may name: strategies, models, datasets, number formats, settings,"
            + " metrics and formats of saved models.",
    footerHeading = "%nExample:%n",
    footer = "  ./submit.sh list strategies")
final class ListCommand implements Callable<Integer> {

  /** What can be listed. */
  enum Registry {
    strategies,
    models,
    datasets,
    formats,
    settings,
    metrics,
    exports
  }

  @Parameters(paramLabel = "WHAT", description = "one of: ${COMPLETION-CANDIDATES}")
  private Registry registry;

  @Mixin private MirrorOption mirrors;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(table(registry).render());
    return 0;
  }

  private TextTable table(Registry registry) {
    return switch (registry) {
      case strategies -> strategies();
      case models -> models();
      case datasets -> names(Datasets.NAMES);
      case formats -> formats();
      case settings -> settings();
      case metrics -> metrics();
      case exports -> exports();
    };
  }

  private static TextTable strategies() {
    TextTable table = new TextTable(List.of("strategy", "its parameters", "what it does"));
    Strategies.known()
        .values()
        .forEach(
            strategy ->
                table.add(
                    List.of(
                        strategy.name(),
                        strategy.parameters().stream()
                            .map(Parameter::name)
                            .collect(Collectors.joining(", ")),
                        strategy.description())));
    return table;
  }

  private TextTable models() {
    SourceFolders folders = mirrors.folders();
    TextTable table =
        new TextTable(
            List.of(
                "model", "layers", "width", "parameters", "licence", "runs here", "what it is"));
    Models.known()
        .values()
        .forEach(
            model ->
                table.add(
                    List.of(
                        model.name(),
                        String.valueOf(model.layers()),
                        String.valueOf(model.hidden()),
                        "%,d".formatted(model.parameters()),
                        model.licence(),
                        runsHere(model, folders),
                        model.description())));
    return table;
  }

  /** Returns whether a model runs on this machine, and if not, why. */
  static String runsHere(ModelManifest model, SourceFolders folders) {
    if (!Families.architectures().contains(model.architecture())) {
      return "not yet: " + model.architecture();
    }
    Optional<String> refusal = model.source().refusal(model.name(), folders);
    if (refusal.isPresent()) {
      return "no: " + refusal.get();
    }
    try {
      long missing =
          new Resolver(folders, DownloadListener.NONE).missingBytes(model.source().pinned());
      return missing == 0 ? "yes" : "after %s of download".formatted(Words.bytes((double) missing));
    } catch (SourceException e) {
      return "no: " + e.getMessage();
    }
  }

  private static TextTable formats() {
    TextTable table = new TextTable(List.of("format", "what it is"));
    NumberFormats.known()
        .values()
        .forEach(format -> table.add(List.of(format.name(), format.description())));
    return table;
  }

  private static TextTable metrics() {
    TextTable table = new TextTable(List.of("metric", "what it is"));
    for (Metric metric : Metric.values()) {
      table.add(List.of(metric.column(), metric.description()));
    }
    return table;
  }

  private static TextTable exports() {
    TextTable table = new TextTable(List.of("format", "what it writes"));
    ExportFormats.NAMES.forEach(
        name -> table.add(List.of(name, ExportFormats.find(name).description())));
    return table;
  }

  private static TextTable settings() {
    TextTable table = new TextTable(List.of("setting", "default", "meaning"));
    Settings.all()
        .forEach(
            setting ->
                table.add(List.of(setting.name(), defaultOf(setting), setting.description())));
    return table;
  }

  private static String defaultOf(Parameter setting) {
    Object value = setting.defaultValue();
    if (value instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(String::valueOf).collect(Collectors.joining("+"));
    }
    return value == null || value.equals("") || value.equals(List.of())
        ? "–"
        : String.valueOf(value);
  }

  private static TextTable names(List<String> names) {
    TextTable table = new TextTable(List.of("name"));
    names.forEach(name -> table.add(List.of(name)));
    return table;
  }
}
