package io.sparing.cli;

import io.sparing.data.BadDataException;
import io.sparing.data.Dataset;
import io.sparing.data.Datasets;
import io.sparing.data.ResolvedFiles;
import io.sparing.data.UnknownColumnException;
import io.sparing.look.DataLook;
import io.sparing.look.LandmarkRunner;
import io.sparing.look.LandmarkTrials;
import io.sparing.look.Landmarks;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a look at somebody's data before the answer. */
final class LookOptions {

  @Option(
      names = "--data",
      paramLabel = "NAME|FILE",
      description =
          "A file of your own, or a data set (see data list): its task, classes and examples are"
              + " read, and what is given counts in their place.")
  private String data;

  @Mixin private OwnFileOptions own;

  @Option(
      names = "--look",
      paramLabel = "briefly|closely",
      description =
          "How to look at --data: closely also measures what is reached without training on 200 of"
              + " its rows, in under a minute. Default: briefly.")
  private String depth;

  @Mixin private MirrorOption mirrors;

  /** Returns whether there are data to look at. */
  boolean wanted() {
    return data != null;
  }

  /**
   * Looks at the data.
   *
   * @param runner makes a runner of trials that finds files by these variables
   * @param err where it says what takes long
   * @return what was seen; empty if no data were named
   * @throws IllegalArgumentException if the data are refused, or other options speak of data and
   *     none are named; the message says what to do
   * @throws IOException if a temporary file cannot be written
   */
  Optional<Looked> look(Function<Map<String, String>, LandmarkRunner> runner, PrintWriter err)
      throws IOException {
    if (!wanted()) {
      checkNoneGiven();
      return Optional.empty();
    }
    LookDepth asked = depth == null ? LookDepth.BRIEFLY : LookDepth.find(depth);
    long began = System.nanoTime();
    Dataset dataset = load(err);
    DataLook look = DataLook.of(dataset);
    double seconds = (System.nanoTime() - began) / 1e9;
    if (asked == LookDepth.BRIEFLY) {
      return Optional.of(new Looked(look, seconds, Optional.empty()));
    }
    err.println("Looking closely at some rows; this takes up to a minute …");
    Landmarks landmarks = new LandmarkTrials(runner.apply(mirrors.environment())).run(dataset);
    return Optional.of(new Looked(look, seconds, Optional.of(landmarks)));
  }

  private void checkNoneGiven() {
    List<String> given =
        Stream.concat(Stream.ofNullable(depth).map(value -> "--look"), own.given().stream())
            .toList();
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid %s: there are no data to look at; name them with --data"
              .formatted(String.join(", ", given)));
    }
  }

  private Dataset load(PrintWriter err) {
    String dataset = own.dataset(data);
    if (!Datasets.isFile(dataset) && !Datasets.find(dataset).labelled()) {
      throw new IllegalArgumentException(
          "Cannot look at %s: its task is %s, which has no classes; ask with --task and --examples"
              .formatted(data, Datasets.find(dataset).task()));
    }
    try {
      return own.load(
          dataset,
          new ResolvedFiles(mirrors.folders(), new DownloadProgress(err, Home.terminal())));
    } catch (BadDataException e) {
      boolean named = e.getCause() instanceof UnknownColumnException || !Datasets.isFile(dataset);
      throw new IllegalArgumentException(
          e.getMessage()
              + (named ? "" : "; see that --text and --label name the right columns")
              + "; or ask without the data, with --task and --examples",
          e);
    }
  }
}
