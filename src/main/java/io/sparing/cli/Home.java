package io.sparing.cli;

import java.nio.file.Path;

/** Knows where Sparing lies and where it keeps its files, as {@code submit.sh} sets it. */
public final class Home {

  private Home() {}

  /** Returns Sparing's own folder, with {@code jobs/} and {@code conf/}. */
  public static Path folder() {
    return Path.of(System.getProperty("sparing.home", ""));
  }

  /** Returns where results go unless a command says otherwise. */
  public static Path results() {
    return folder().resolve("results");
  }

  /** Returns where the measured trials lie that come with Sparing. */
  public static Path evidence() {
    return folder().resolve("data-manifests/evidence");
  }

  /** Returns the log file of this process. */
  public static Path log() {
    return Path.of(
        System.getProperty("sparing.log", results().resolve("logs/sparing.log").toString()));
  }

  /** Returns whether standard output is a terminal. */
  public static boolean terminal() {
    return Boolean.getBoolean("sparing.terminal");
  }
}
