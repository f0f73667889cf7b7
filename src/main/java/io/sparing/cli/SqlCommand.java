package io.sparing.cli;

import io.sparing.results.QueryResult;
import io.sparing.results.ResultsQuery;
import io.sparing.spark.SparkSessions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql}: asks the published results a question in Spark SQL and prints the answer. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = "Asks the results a question in Spark SQL.",
    footer = {
      "",
      "Tables: trials (one row a trial), curves (one row a point of a learning curve), decisions",
      "(one row for what a training changed, kept or took up by itself).",
      "One statement that only reads the results: SELECT, WITH, DESCRIBE, SHOW or EXPLAIN. What",
      "writes, calls Java or reads other files is refused.",
      "As JSON the second of two columns of one name is called name_2; an alias (AS) gives a",
      "better name.",
      "Columns and their meaning: ./submit.sh sql \"DESCRIBE trials\"",
      "",
      "Example: ./submit.sh sql \"SELECT strategy, avg(accuracy) FROM trials GROUP BY strategy\""
    })
public final class SqlCommand implements Callable<Integer> {

  private final Path results;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "QUERY", description = "One SQL statement, in quotes.")
  private String query;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description =
          "Folder that a sweep wrote, or that holds such folders; may be repeated. Default:"
              + " results/ in Sparing's folder.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private QueryFormat format;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most rows to print. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--allow-files",
      description =
          "Let the query read other files too, such as parquet.`/data/x.parquet` (parquet, csv,"
              + " json, text, orc, binaryFile).")
  private boolean files;

  /** Makes the command, which asks the results in {@code ./results} by default. */
  public SqlCommand() {
    this(Path.of("results"));
  }

  /** Makes the command, which asks the results in that folder by default. */
  SqlCommand(Path results) {
    this.results = results;
  }

  /**
   * Runs the query and prints the answer.
   *
   * @return 0, or 2 if the query, an option or a folder is at fault, after one line that says why
   */
  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      ResultsQuery asked =
          new ResultsQuery(folders.isEmpty() ? List.of(results) : folders, query, limit, files);
      QueryResult result = SparkSessions.call("sparing sql", asked);
      spec.commandLine().getOut().print(format.render(result));
      spec.commandLine().getOut().flush();
      if (result.cut()) {
        err.printf("Only the first %d rows are shown; --limit N shows more.%n", limit);
      }
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return ExitCode.USAGE;
    }
  }
}
