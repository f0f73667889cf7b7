package io.sparing.cli;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.Resolver;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data verify}: reads every file of a data set or a model again. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Reads every copy of a data set's or a model's files, in the cache and in mirrors, and says"
          + " which is wrong.",
      "Exit code 1 if a file is wrong or missing. Downloads nothing."
    })
final class DataVerifyCommand implements Callable<Integer> {

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
    if (files.sources().isEmpty()) {
      out.printf("%s comes with Sparing (%s): no files to verify%n", name, files.origin());
    }
    Resolver resolver = new Resolver(mirrors.folders(), DownloadListener.NONE);
    return new DataFiles(resolver, out).verify(files)
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }
}
