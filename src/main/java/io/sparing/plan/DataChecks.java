package io.sparing.plan;

import io.sparing.data.BadDataException;
import io.sparing.data.DataSettings;
import io.sparing.data.Datasets;
import io.sparing.data.ReportText;
import io.sparing.data.SourceFiles;
import io.sparing.trial.TrialSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks through the data sets of trials before the first of them runs. */
public final class DataChecks {

  private DataChecks() {}

  private record Data(String dataset, DataSettings settings) {}

  /**
   * Reads every data set of these trials once, as a stream.
   *
   * @param files finds the published ones
   * @return what is wrong in them, in lines for a person; none where nothing is
   * @throws IllegalArgumentException if a data set is refused; the message names the file and the
   *     row
   */
  public static List<String> run(List<TrialSpec> trials, SourceFiles files) {
    return trials.stream()
        .map(spec -> new Data(spec.dataset(), spec.data()))
        .distinct()
        .flatMap(data -> check(data, files))
        .toList();
  }

  /**
   * Returns why a data file cannot be opened: nothing is there, or a folder is; empty if it can.
   */
  public static Optional<String> absence(Path file) {
    return Datasets.absence(file);
  }

  private static Stream<String> check(Data data, SourceFiles files) {
    try {
      return Datasets.check(data.dataset(), data.settings(), files)
          .map(report -> ReportText.lines(data.dataset(), report).stream())
          .orElse(Stream.empty());
    } catch (BadDataException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
