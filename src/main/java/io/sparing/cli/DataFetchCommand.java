package io.sparing.cli;

import io.sparing.data.DataFile;
import io.sparing.data.DatasetManifest;
import io.sparing.data.Datasets;
import io.sparing.sources.Resolver;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data fetch}: all files of a data set come to this machine. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description =
        "Finds every file of a data set in the cache or a mirror, or downloads it; checks size and"
            + " SHA-256.")
final class DataFetchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "Of a data set; see data list.")
  private String name;

  @Mixin private MirrorOption mirrors;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    DatasetManifest manifest = Datasets.find(name);
    List<DataFile> files = manifest.files();
    DownloadProgress progress = new DownloadProgress(out, Home.terminal());
    new DataFiles(new Resolver(mirrors.folders(), progress), out).fetch(files);
    out.println(
        files.isEmpty()
            ? "%s comes with Sparing (%s): nothing to fetch".formatted(name, manifest.source())
            : "%s: all %d files are here".formatted(name, files.size()));
    return CommandLine.ExitCode.OK;
  }
}
