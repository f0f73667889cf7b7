package io.sparing.results;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;

/** Turns what Spark says about a query into the one line that its writer needs. */
final class QueryErrors {

  private static final Pattern POSITION = Pattern.compile("\\(?line (\\d+),? pos (\\d+)\\)?");

  private QueryErrors() {}

  /**
   * Returns the error to show for one that Spark threw: an {@link IllegalArgumentException} of one
   * line if Spark has a name for it, else the error itself.
   */
  static RuntimeException translate(Exception thrown) {
    Throwable named = null;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
        named = cause;
      }
    }
    if (named != null) {
      return new IllegalArgumentException(line(named, (SparkThrowable) named), thrown);
    }
    return thrown instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException("Failed to run the query: " + thrown.getMessage(), thrown);
  }

  private static String line(Throwable thrown, SparkThrowable spark) {
    String condition = spark.getCondition();
    String essential = essential(String.valueOf(thrown.getMessage()));
    if (condition.startsWith("TABLE_OR_VIEW_NOT_FOUND")) {
      return "Unknown table: %s; known: %s"
          .formatted(spark.getMessageParameters().get("relationName"), AllowedRelations.known());
    }
    return (condition.startsWith("FAILED_READ_FILE")
            ? "Failed to run the query: "
            : "Invalid query: ")
        + essential;
  }

  /** Returns the first line, without error class and state, with the position at its end. */
  private static String essential(String message) {
    String line = message.strip().lines().findFirst().orElse("Spark gives no reason");
    Matcher position = POSITION.matcher(line);
    String where =
        position.find()
            ? " (line %s, position %s)".formatted(position.group(1), position.group(2))
            : "";
    return position
            .replaceAll("")
            .replaceFirst("^\\[[A-Z0-9_.]+] *", "")
            .replaceFirst(" *SQLSTATE: *\\w+", "")
            .replaceFirst("[;.\\s]+$", "")
        + where;
  }
}
