package io.sparing.results;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.regexp_replace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the published files of a table, whatever version of Sparing wrote them: this version's
 * columns first, then those of later ones, which are null in the files that lack them.
 */
final class TableFiles {

  /** The column with the file that a row is from, the same for files of one name in a folder. */
  static final String SEGMENT = "_segment";

  private TableFiles() {}

  /**
   * Returns the table's rows in all folders that hold the table.
   *
   * @param schema of this version
   * @throws IllegalArgumentException if a file is foreign, as {@link SegmentFiles#check}
   */
  static Dataset<Row> read(
      SparkSession spark, List<Path> folders, String table, StructType schema) {
    List<Path> tables =
        folders.stream().map(folder -> folder.resolve(table)).filter(Files::isDirectory).toList();
    Map<List<Type>, List<Path>> byLater = new LinkedHashMap<>();
    for (Path folder : tables) {
      SegmentFiles.check(folder, schema)
          .forEach(
              (file, later) ->
                  byLater.computeIfAbsent(later, columns -> new ArrayList<>()).add(file));
    }
    if (byLater.isEmpty()) {
      return spark.createDataFrame(List.<Row>of(), schema).withColumn(SEGMENT, functions.lit(""));
    }
    if (byLater.keySet().stream().allMatch(List::isEmpty)) {
      return read(spark, tables, schema);
    }
    List<Dataset<Row>> parts = new ArrayList<>();
    byLater.forEach(
        (later, files) -> parts.add(read(spark, files, with(spark, later, files.get(0), schema))));
    return union(parts);
  }

  private static Dataset<Row> read(SparkSession spark, List<Path> paths, StructType schema) {
    return spark
        .read()
        .schema(schema)
        .parquet(paths.stream().map(SparkPaths::pattern).toArray(String[]::new))
        .withColumn(SEGMENT, regexp_replace(col("_metadata.file_path"), "[^/]+/([^/]+)$", "$1"));
  }

  /** Returns the schema with the later columns of a file. */
  private static StructType with(
      SparkSession spark, List<Type> later, Path file, StructType schema) {
    if (later.isEmpty()) {
      return schema;
    }
    StructType found = spark.read().parquet(SparkPaths.pattern(file)).schema();
    StructType whole = schema;
    for (Type column : later) {
      whole = whole.add(found.apply(column.getName()));
    }
    return whole;
  }

  /** Joins the parts. A column that has several types in them becomes a text in all. */
  private static Dataset<Row> union(List<Dataset<Row>> parts) {
    Map<String, DataType> types = new HashMap<>();
    Set<String> texts = new HashSet<>();
    for (Dataset<Row> part : parts) {
      for (StructField field : part.schema().fields()) {
        DataType other = types.putIfAbsent(key(field), field.dataType());
        if (other != null && !other.equals(field.dataType())) {
          texts.add(key(field));
        }
      }
    }
    return parts.stream()
        .map(part -> part.select(columns(part, texts)))
        .reduce((one, other) -> one.unionByName(other, true))
        .orElseThrow();
  }

  private static Column[] columns(Dataset<Row> part, Set<String> texts) {
    return Arrays.stream(part.schema().fields())
        .map(
            field -> {
              Column column = part.col("`%s`".formatted(field.name().replace("`", "``")));
              return texts.contains(key(field))
                  ? column.cast(DataTypes.StringType).as(field.name())
                  : column;
            })
        .toArray(Column[]::new);
  }

  private static String key(StructField field) {
    return field.name().toLowerCase(Locale.ROOT);
  }
}
