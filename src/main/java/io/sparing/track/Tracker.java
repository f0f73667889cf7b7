package io.sparing.track;

/** A kind of server that is sent what a sweep does. */
public interface Tracker {

  /** Returns its name on the command line. */
  String name();

  /**
   * Opens one. It connects to nothing yet.
   *
   * @throws IllegalArgumentException if an address is missing, or is none
   */
  Tracking open(TrackerSettings settings);
}
