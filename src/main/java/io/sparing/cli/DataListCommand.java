package io.sparing.cli;

import io.sparing.data.Dataset;
import io.sparing.data.DatasetManifest;
import io.sparing.data.Datasets;
import io.sparing.sources.DownloadListener;
import io.sparing.sources.Resolver;
import io.sparing.sources.SourceException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
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
            + " files are. Rows are counted where all files are here.")
final class DataListCommand implements Callable<Integer> {

  private static final String MISSING = "missing";

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

  private static List<String> row(DatasetManifest manifest, DataFiles files)
      throws SourceException {
    String place = files.place(DatasetSources.of(manifest));
    return List.of(
        manifest.name(),
        manifest.task().name().toLowerCase(Locale.ROOT),
        String.valueOf(manifest.labels().size()),
        place.startsWith(MISSING) ? "–" : rows(Datasets.load(manifest.name())),
        place,
        manifest.licence());
  }

  private static String rows(Dataset dataset) {
    return "%,d / %,d / %,d"
        .formatted(dataset.train().size(), dataset.validation().size(), dataset.test().size());
  }
}
