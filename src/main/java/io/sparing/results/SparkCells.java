package io.sparing.results;

import java.util.List;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Makes the cells of Spark's rows. */
final class SparkCells {

  private SparkCells() {}

  /** Returns a list as a cell. */
  static Seq<Object> list(List<?> values) {
    return CollectionConverters.asScala(List.<Object>copyOf(values)).toSeq();
  }
}
