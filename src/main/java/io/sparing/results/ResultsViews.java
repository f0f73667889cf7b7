package io.sparing.results;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.row_number;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of one or more results folders, each trial of a sweep once a device: where several
 * segments have it, because a resumed sweep ran it again, the last to finish counts, with its own
 * curve. A trial that ran on a cpu and on a gpu counts for both. They show what was published when
 * they were opened. Columns that a file is too old to have are null.
 *
 * @param trials rows as {@link TrialsTable#schema()}
 * @param curves rows as {@link CurvesTable#schema()}, with the {@code device} of their trial
 */
public record ResultsViews(Dataset<Row> trials, Dataset<Row> curves) {

  private static final String SEGMENT = "_segment";
  private static final String RANK = "_rank";
  private static final String DEVICE = "device";

  /**
   * Opens results.
   *
   * @param folders that sweeps wrote, or that hold such folders; at least one
   * @throws IllegalArgumentException if a folder has no results, or a file in it is not Sparing's;
   *     the message names it and says what to do
   */
  public static ResultsViews open(SparkSession spark, List<Path> folders) {
    List<Path> distinct = ResultsFolders.find(folders);
    Dataset<Row> trials = latest(read(spark, distinct, ResultsStore.TRIALS, TrialsTable.schema()));
    Dataset<Row> curves =
        read(spark, distinct, ResultsStore.CURVES, CurvesTable.schema())
            .join(
                trials.select("sweep", "trial_id", SEGMENT, DEVICE),
                new String[] {"sweep", "trial_id", SEGMENT});
    return new ResultsViews(
        select(trials, TrialsTable.schema()), select(curves, CurvesTable.schema().add(device())));
  }

  /** Registers the temporary views {@code trials} and {@code curves} in the rows' session. */
  public void register() {
    trials.createOrReplaceTempView(ResultsStore.TRIALS);
    curves.createOrReplaceTempView(ResultsStore.CURVES);
  }

  /** The table's rows in all folders that have it, with the segment that each row is from. */
  private static Dataset<Row> read(
      SparkSession spark, List<Path> folders, String table, StructType schema) {
    String[] paths =
        folders.stream()
            .map(folder -> folder.resolve(table))
            .filter(Files::isDirectory)
            .map(SparkPaths::pattern)
            .toArray(String[]::new);
    if (paths.length == 0) {
      return spark.createDataFrame(List.<Row>of(), schema).withColumn(SEGMENT, functions.lit(""));
    }
    folders.stream()
        .map(folder -> folder.resolve(table))
        .filter(Files::isDirectory)
        .forEach(folder -> SegmentFiles.check(folder, schema));
    return spark
        .read()
        .schema(schema)
        .parquet(paths)
        .withColumn(SEGMENT, regexp_replace(col("_metadata.file_path"), table + "/([^/]+)$", "$1"));
  }

  private static Dataset<Row> latest(Dataset<Row> trials) {
    WindowSpec runs =
        Window.partitionBy("sweep", "trial_id", DEVICE)
            .orderBy(col("finished_at").desc_nulls_last(), col(SEGMENT).desc());
    return trials.withColumn(RANK, row_number().over(runs)).where(col(RANK).equalTo(1));
  }

  private static StructField device() {
    return TrialsTable.schema().apply(DEVICE);
  }

  private static Dataset<Row> select(Dataset<Row> rows, StructType schema) {
    return rows.selectExpr(schema.fieldNames());
  }
}
