package io.sparing.results;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.row_number;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * The rows of one or more results folders, each trial of a sweep once a device: where several
 * segments have it, because a resumed sweep ran it again, the largest version counts, of those the
 * last to finish, with its own curve and decisions. A trial that ran on a cpu and on a gpu counts
 * for both. They show what was published when they were opened. Columns that a file is too old to
 * have are null.
 *
 * @param trials rows as {@link TrialsTable#schema()}, and then what columns files of later versions
 *     have
 * @param curves rows as {@link CurvesTable#schema()}, and then such columns
 * @param decisions rows as {@link DecisionsTable#schema()}, and then such columns
 */
public record ResultsViews(Dataset<Row> trials, Dataset<Row> curves, Dataset<Row> decisions) {

  private static final String SEGMENT = TableFiles.SEGMENT;
  private static final String RANK = "_rank";
  private static final String SHOWN = "_shown_";

  /** What a run of a trial is known by. */
  private static final List<String> RUN =
      List.of(
          ColumnNames.SWEEP,
          ColumnNames.TRIAL_ID,
          ColumnNames.VERSION,
          ColumnNames.DEVICE,
          ColumnNames.FINISHED_AT);

  /**
   * Opens results.
   *
   * @param folders that sweeps wrote, or that hold such folders; at least one
   * @throws IllegalArgumentException if a folder has no results, or a file in it is not Sparing's;
   *     the message names it and says what to do
   */
  public static ResultsViews open(SparkSession spark, List<Path> folders) {
    List<Path> distinct = ResultsFolders.find(folders);
    Dataset<Row> trials =
        latest(TableFiles.read(spark, distinct, ResultsStore.TRIALS, TrialsTable.schema()));
    Dataset<Row> curves =
        TableFiles.read(spark, distinct, ResultsStore.CURVES, CurvesTable.schema());
    Dataset<Row> decisions =
        TableFiles.read(spark, distinct, ResultsStore.DECISIONS, DecisionsTable.schema());
    return new ResultsViews(
        trials.drop(SEGMENT, RANK),
        ofShownRuns(curves, trials).unionByName(ofShownSegments(curves, trials)).drop(SEGMENT),
        ofShownRuns(decisions, trials).drop(SEGMENT));
  }

  /** Registers the temporary views of these names in the rows' session. */
  public void register() {
    trials.createOrReplaceTempView(ResultsStore.TRIALS);
    curves.createOrReplaceTempView(ResultsStore.CURVES);
    decisions.createOrReplaceTempView(ResultsStore.DECISIONS);
  }

  private static Dataset<Row> latest(Dataset<Row> trials) {
    WindowSpec runs =
        Window.partitionBy(ColumnNames.SWEEP, ColumnNames.TRIAL_ID, ColumnNames.DEVICE)
            .orderBy(
                col(ColumnNames.VERSION).desc_nulls_last(),
                col(ColumnNames.FINISHED_AT).desc_nulls_last(),
                col(SEGMENT).desc());
    return trials.withColumn(RANK, row_number().over(runs)).where(col(RANK).equalTo(1));
  }

  /** Returns the rows that say of which run they are; of a run that was published twice, once. */
  private static Dataset<Row> ofShownRuns(Dataset<Row> parts, Dataset<Row> trials) {
    WindowSpec segments =
        Window.partitionBy(RUN.stream().map(functions::col).toArray(Column[]::new))
            .orderBy(col(SEGMENT).desc());
    Dataset<Row> once =
        parts
            .where(col(ColumnNames.VERSION).isNotNull())
            .withColumn(RANK, rank().over(segments))
            .where(col(RANK).equalTo(1))
            .drop(RANK);
    Dataset<Row> runs =
        trials.select(RUN.stream().map(name -> col(name).as(SHOWN + name)).toArray(Column[]::new));
    Column same =
        RUN.stream()
            .map(name -> col(name).eqNullSafe(col(SHOWN + name)))
            .reduce(Column::and)
            .orElseThrow();
    return once.join(runs, same, "left_semi");
  }

  /**
   * Returns the points of files too old to say it: they are of the run in the segment of their
   * name.
   */
  private static Dataset<Row> ofShownSegments(Dataset<Row> curves, Dataset<Row> trials) {
    String[] told = {ColumnNames.VERSION, ColumnNames.DEVICE, ColumnNames.FINISHED_AT};
    String[] key = {ColumnNames.SWEEP, ColumnNames.TRIAL_ID, SEGMENT};
    Dataset<Row> runs =
        trials.select(
            Stream.of(key, told).flatMap(Stream::of).map(functions::col).toArray(Column[]::new));
    return curves.where(col(ColumnNames.VERSION).isNull()).drop(told).join(runs, key);
  }
}
