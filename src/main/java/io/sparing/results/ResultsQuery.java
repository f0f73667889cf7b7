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
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A Spark SQL query on the views {@code trials} and {@code curves}. Its callers need to know
 * nothing of Spark.
 *
 * @param folders results folders
 * @param sql one statement
 * @param limit most rows to return, at least 1
 */
public record ResultsQuery(List<Path> folders, String sql, int limit)
    implements Function<SparkSession, QueryResult> {

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
   *     read, or cannot be understood or computed; the message is one line that says why
   */
  @Override
  public QueryResult apply(SparkSession spark) {
    ResultsViews.open(spark, folders).register();
    try {
      ReadOnly.check(sql);
      Dataset<Row> answer = spark.sql(sql);
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
