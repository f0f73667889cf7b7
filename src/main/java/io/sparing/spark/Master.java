package io.sparing.spark;

import java.util.function.UnaryOperator;

/** Says without Spark where trials run: a dry run has no Spark on its class path. */
public final class Master {

  private Master() {}

  /** Returns whether trials run on this machine alone, as far as can be known. */
  public static boolean here() {
    return here(System::getProperty, System::getenv);
  }

  /**
   * Returns the same from what {@code spark-submit} has set or, before it starts, would be given.
   */
  static boolean here(UnaryOperator<String> properties, UnaryOperator<String> environment) {
    String master = properties.apply("spark.master");
    if (master != null) {
      return master.startsWith("local");
    }
    String arguments = environment.apply("SPARING_SPARK_ARGS");
    return environment.apply("SPARK_HOME") == null
        && (arguments == null || !arguments.contains("master"));
  }
}
