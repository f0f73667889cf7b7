package io.sparing.cli;

import io.sparing.data.BadDataException;
import io.sparing.data.DataSettings;
import io.sparing.data.Dataset;
import io.sparing.data.DatasetManifest;
import io.sparing.data.Datasets;
import io.sparing.data.SourceFiles;
import io.sparing.data.Split;
import io.sparing.sources.DownloadListener;
import io.sparing.sources.Resolver;
import io.sparing.sources.SourceException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code data list}: the data sets, and which of them are on this machine. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Shows every data set with its rows (train / validation / test), its terms and where its"
            + " files are. Rows are counted where all files are here. Downloads nothing.")
final class DataListCommand implements Callable<Integer> {

  @Mixin private MirrorOption mirrors;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    DataFiles files = new DataFiles(new Resolver(mirrors.folders(), DownloadListener.NONE), out);
    TextTable table =
        new TextTable(List.of("data set", "task", "classes", "rows", "files", "licence"));
    for (DatasetManifest manifest : Datasets.known().values()) {
      table.add(row(manifest, files));
    }
    out.println(table.render());
    return CommandLine.ExitCode.OK;
  }

  private static List<String> row(DatasetManifest manifest, DataFiles files) {
    String rows = "–";
    String place;
    try {
      FileSet published = FileSet.find(manifest.name());
      place = files.place(published);
      rows = files.complete(published) ? rows(manifest, files.here()) : rows;
    } catch (SourceException | BadDataException | UncheckedIOException e) {
      place = "wrong; see data verify " + manifest.name();
    }
    return List.of(
        manifest.name(),
        manifest.task(),
        String.valueOf(manifest.labels().size()),
        rows,
        place,
        manifest.licence());
  }

  private static String rows(DatasetManifest manifest, SourceFiles files) {
    if (!manifest.labelled()) {
      return "%,d questions".formatted(questions(manifest.name(), files));
    }
    Dataset dataset = Datasets.load(manifest.name(), DataSettings.DEFAULT, files);
    return "%,d / %,d / %,d"
        .formatted(dataset.train().size(), dataset.validation().size(), dataset.test().size());
  }

  private static int questions(String name, SourceFiles files) {
    return Arrays.stream(Split.values())
        .mapToInt(split -> Datasets.questions(name, split, files).size())
        .sum();
  }
}
