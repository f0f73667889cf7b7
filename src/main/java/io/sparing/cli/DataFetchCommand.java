package io.sparing.cli;

import io.sparing.sources.Resolver;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data fetch}: brings all files of a data set or a model to this machine. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Finds every file of a data set or a model in the cache or a mirror, or downloads it.",
      "Checks size and SHA-256 of files that are in a mirror or are downloaded, and the size of those"
          + " in the cache: data verify reads these again."
    })
final class DataFetchCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description = "The name of a data set (data list) or a model (list models).")
  private String name;

  @Mixin private MirrorOption mirrors;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    FileSet files = FileSet.find(name);
    DownloadProgress progress = new DownloadProgress(out, Home.terminal());
    new DataFiles(new Resolver(mirrors.folders(), progress), out).fetch(files);
    out.println(
        files.sources().isEmpty()
            ? "%s comes with Sparing (%s): nothing to fetch".formatted(name, files.origin())
            : "%s: all is here".formatted(name));
    return CommandLine.ExitCode.OK;
  }
}
