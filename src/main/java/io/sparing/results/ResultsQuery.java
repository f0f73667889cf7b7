package io.sparing.results;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.SparkSqlParser;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A Spark SQL query on the views {@code trials}, {@code curves} and {@code decisions}. Its callers
 * need to know nothing of Spark.
 *
 * @param folders results folders
 * @param sql one statement
 * @param limit most rows to return, at least 1
 * @param files whether it may read files that are not of the results
 */
public record ResultsQuery(List<Path> folders, String sql, int limit, boolean files)
    implements Function<SparkSession, QueryResult> {

  private static final String SUBSTITUTE = "spark.sql.variable.substitute";

  /**
   * Copies the folders.
   *
   * @throws IllegalArgumentException if the limit is below 1
   */
  public ResultsQuery {
    folders = List.copyOf(folders);
    if (limit < 1) {
      throw new IllegalArgumentException("Invalid limit: %d; expected at least 1".formatted(limit));
    }
  }

  /**
   * Runs the query.
   *
   * @throws IllegalArgumentException if a folder has no results, or if the query does more than
   *     read the results, or cannot be understood or computed; the message is one line that says
   *     why
   */
  @Override
  public QueryResult apply(SparkSession spark) {
    // Else ${env:NAME} in a query would be what this process's environment has.
    spark.conf().set(SUBSTITUTE, false);
    LogicalPlan parsed = parse();
    ResultsViews.open(spark, folders).register();
    try {
      Dataset<Row> answer = answer((org.apache.spark.sql.classic.SparkSession) spark, parsed);
      int most = limit == Integer.MAX_VALUE ? limit : limit + 1;
      List<List<Object>> rows = answer.takeAsList(most).stream().map(ResultsQuery::cells).toList();
      return new QueryResult(
          Arrays.asList(answer.columns()),
          rows.subList(0, Math.min(limit, rows.size())),
          rows.size() > limit);
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw QueryErrors.translate(e);
    }
  }

  private LogicalPlan parse() {
    ReadOnly.checkWords(sql);
    LogicalPlan parsed;
    try {
      parsed = new SparkSqlParser().parsePlan(sql);
    } catch (Exception e) { // as above
      throw QueryErrors.translate(e);
    }
    ReadOnly.checkParsed(parsed, files);
    return parsed;
  }

  /**
   * Answers a statement. A query is analysed and looked at once more; a description is computed at
   * once.
   */
  private Dataset<Row> answer(org.apache.spark.sql.classic.SparkSession spark, LogicalPlan parsed) {
    if (!(parsed instanceof Command)) {
      LogicalPlan analysed =
          spark.sessionState().executePlan(parsed, CommandExecutionMode.SKIP()).analyzed();
      AnalysedQuery.check(analysed, files);
      return org.apache.spark.sql.classic.Dataset.ofRows(spark, analysed);
    }
    return spark.sql(sql);
  }

  private static List<Object> cells(Row row) {
    List<Object> cells = new ArrayList<>();
    IntStream.range(0, row.size()).forEach(index -> cells.add(cell(row.get(index))));
    return Collections.unmodifiableList(cells);
  }

  private static Object cell(Object cell) {
    if (cell == null
        || cell instanceof Boolean
        || cell instanceof Number
        || cell instanceof Instant) {
      return cell;
    }
    if (cell instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    if (cell instanceof Seq<?> list) {
      List<Object> items = new ArrayList<>();
      CollectionConverters.asJava(list).forEach(item -> items.add(cell(item)));
      return Collections.unmodifiableList(items);
    }
    return cell.toString();
  }
}
