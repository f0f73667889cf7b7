package io.sparing.cli;

import io.sparing.data.Dataset;
import io.sparing.data.Datasets;
import io.sparing.data.ReportText;
import io.sparing.data.ResolvedFiles;
import io.sparing.data.SourceFiles;
import io.sparing.data.Tokenizer;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.sources.SourceFolders;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data describe}: rows, classes, lengths and duplicates of a data set. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description =
        "Shows a data set's rows, classes, lengths in tokens, duplicates and what is wrong in it.")
final class DataDescribeCommand implements Callable<Integer> {

  // It is kept here because the logging system forgets loggers that nobody holds.
  private static final Logger NATIVE = Logger.getLogger("ai.djl");

  @Parameters(
      paramLabel = "NAME|FILE",
      description = "A data set (see data list), or a file of your own, read as a sweep reads it.")
  private String name;

  @Mixin private OwnFileOptions own;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "minilm-l6",
      description = "The model whose tokens are counted (default: ${DEFAULT-VALUE}).")
  private String model;

  @Mixin private MirrorOption mirrors;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    String dataset = own.dataset(name);
    ModelManifest known = Models.find(model);
    PrintWriter out = spec.commandLine().getOut();
    SourceFolders folders = mirrors.folders();
    SourceFiles files = new ResolvedFiles(folders, new DownloadProgress(out, Home.terminal()));
    if (!Datasets.isFile(dataset) && !Datasets.find(dataset).labelled()) {
      throw new IllegalArgumentException(
          "Cannot describe %s: its task is %s, which has no classes"
              .formatted(name, Datasets.find(dataset).task()));
    }
    NATIVE.setLevel(Level.WARNING);
    try (InputStream json = ModelFiles.tokenizer(known, folders);
        Tokenizer tokenizer = Tokenizer.load(json)) {
      Dataset rows = own.load(dataset, files);
      out.println(new DatasetDescription(rows, tokenizer, known).render());
      ReportText.lines(dataset, rows.report()).forEach(out::println);
    }
    return CommandLine.ExitCode.OK;
  }
}
