package io.sparing.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Sees that the files of a table are Sparing's: a foreign one would count as rows of nulls. Only
 * their footers are read.
 */
final class SegmentFiles {

  private static final List<String> ALWAYS = List.of("trial_id", "sweep", "status");

  private SegmentFiles() {}

  /**
   * Refuses a table's folder with a foreign file.
   *
   * @return the folder's files, sorted, each with its columns that the schema lacks, as Parquet
   *     declares them
   * @throws IllegalArgumentException if a file is not Parquet, lacks what every version wrote, or
   *     has a column of another type; the message names it
   */
  static Map<Path, List<Type>> check(Path folder, StructType schema) {
    Map<Path, List<Type>> later = new LinkedHashMap<>();
    for (Path file : segments(folder)) {
      MessageType found = columns(file);
      objection(found, schema)
          .ifPresent(
              why -> {
                throw ResultsFolders.foreign(file, why, null);
              });
      later.put(file, later(found, schema));
    }
    return later;
  }

  /** Returns the later columns of a file. Names are compared without case, as Spark does. */
  private static List<Type> later(MessageType found, StructType schema) {
    Set<String> known =
        Arrays.stream(schema.fieldNames())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return found.getFields().stream()
        .filter(type -> !known.contains(type.getName().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static List<Path> segments(Path folder) {
    try {
      return ResultsFolders.segments(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to list the results in " + folder, e);
    }
  }

  private static MessageType columns(Path file) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(SparkPaths.literal(file)), new Configuration()))) {
      return reader.getFileMetaData().getSchema();
    } catch (IOException | RuntimeException e) {
      throw ResultsFolders.foreign(file, ResultsFolders.NO_PARQUET, e);
    }
  }

  private static Optional<String> objection(MessageType found, StructType schema) {
    List<String> names = List.of(schema.fieldNames());
    for (String column : ALWAYS) {
      if (names.contains(column) && !found.containsField(column)) {
        return Optional.of("it has no column " + column);
      }
    }
    for (StructField field : schema.fields()) {
      if (found.containsField(field.name())
          && !fits(found.getType(field.name()), field.dataType())) {
        return Optional.of("its column %s is of another type".formatted(field.name()));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Type found, DataType expected) {
    if (expected instanceof ArrayType) {
      return !found.isPrimitive();
    }
    return found.isPrimitive() && physical(expected).contains(primitive(found));
  }

  private static PrimitiveTypeName primitive(Type type) {
    return type.asPrimitiveType().getPrimitiveTypeName();
  }

  private static List<PrimitiveTypeName> physical(DataType type) {
    if (type.equals(DataTypes.StringType)) {
      return List.of(PrimitiveTypeName.BINARY);
    }
    if (type.equals(DataTypes.DoubleType)) {
      return List.of(PrimitiveTypeName.DOUBLE, PrimitiveTypeName.FLOAT);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return List.of(PrimitiveTypeName.BOOLEAN);
    }
    if (type.equals(DataTypes.IntegerType)) {
      return List.of(PrimitiveTypeName.INT32);
    }
    return List.of(PrimitiveTypeName.INT64, PrimitiveTypeName.INT96, PrimitiveTypeName.INT32);
  }
}
