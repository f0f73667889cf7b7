package io.sparing.data;

/** What a row of a data set asks. */
public enum TaskType {
  /** One text gets one of the labels. */
  CLASSIFICATION,
  /** Two texts together get one of the labels. */
  PAIR
}
