package io.sparing.spark;

import java.nio.file.Path;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens Spark sessions: what {@code spark-submit} set wins, the rest suits one machine. */
public final class SparkSessions {

  private SparkSessions() {}

  /**
   * Opens a session. Without a master it runs in this process, on loopback only.
   *
   * @param appName shown where Spark lists its applications
   */
  public static SparkSession open(String appName) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.sql.warehouse.dir", warehouse());
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.sql.shuffle.partitions", "2");
    }
    return SparkSession.builder().appName(appName).config(conf).getOrCreate();
  }

  /** Opens a session, does the work with it and closes it. */
  public static <T> T call(String appName, Function<SparkSession, T> work) {
    SparkSession spark = open(appName);
    try {
      return work.apply(spark);
    } finally {
      spark.stop();
    }
  }

  /** Nothing is stored there; the default would leave a folder where the user stands. */
  private static String warehouse() {
    return Path.of(System.getProperty("java.io.tmpdir"), "sparing-warehouse").toUri().toString();
  }
}
