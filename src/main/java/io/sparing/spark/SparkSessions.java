package io.sparing.spark;

import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens Spark. What {@code spark-submit} was given wins; otherwise Spark is embedded in this
 * process, talks over the loopback interface only and has no UI.
 */
public final class SparkSessions {

  /** The time without a sign of life after which Spark gives an executor up. */
  static final String HEARTBEAT_TIMEOUT = "spark.storage.blockManagerHeartbeatTimeoutMs";

  /** Folders that Spark makes, whether it needs them or not. */
  private static final String WAREHOUSE = "spark.sql.warehouse.dir";

  private static final String BLOCKS = "spark.local.dir";

  private SparkSessions() {}

  /** Returns a session for queries: all cores of this machine, unless configured otherwise. */
  public static SparkSession open(String appName) {
    return open(appName, Slots.choose(OptionalInt.empty(), OptionalInt.empty()));
  }

  /**
   * Returns a session for trials.
   *
   * @param slots trials at a time, where Spark is embedded; a cluster has its own number and gives
   *     {@code spark.task.cpus} cores to each trial
   */
  public static SparkSession open(String appName, Slots slots) {
    return SparkSession.builder().config(configure(appName, slots)).getOrCreate();
  }

  /** Opens a session, does the work with it and closes it. */
  public static <T> T call(String appName, Function<SparkSession, T> work) {
    SparkSession session = open(appName);
    try {
      return work.apply(session);
    } finally {
      session.stop();
    }
  }

  static SparkConf configure(String appName, Slots slots) {
    SparkConf conf = new SparkConf().setAppName(appName);
    if (embedded(conf)) {
      conf.setMaster(slots.master());
      conf.set("spark.task.cpus", String.valueOf(slots.threads()));
    }
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing(BLOCKS, ProcessFolder.path().toString());
      // A process cannot lose itself; but after a pause Spark would think so, and end it.
      conf.setIfMissing(HEARTBEAT_TIMEOUT, "365d");
    }
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.task.maxFailures", "4");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.sql.shuffle.partitions", "4");
    conf.setIfMissing("spark.sql.catalogImplementation", "in-memory");
    // Compiling a query costs more than running it over as many rows as there are trials.
    conf.setIfMissing("spark.sql.codegen.wholeStage", "false");
    conf.setIfMissing(WAREHOUSE, ProcessFolder.path().resolve("warehouse").toString());
    return conf;
  }

  /** Returns whether nobody named a master: {@code local[*]} is what SparkSubmit fills in. */
  private static boolean embedded(SparkConf conf) {
    return conf.get("spark.master", "local[*]").equals("local[*]");
  }
}
