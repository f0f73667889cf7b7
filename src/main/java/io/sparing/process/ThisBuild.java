package io.sparing.process;

import io.sparing.trial.Build;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Finds what {@code submit.sh} noted of the checkout as it built this. */
final class ThisBuild {

  private static final String RESOURCE = "/sparing-build.properties";

  private ThisBuild() {}

  static Build find() {
    return of(properties(RESOURCE));
  }

  static Build of(Properties noted) {
    String commit = noted.getProperty("commit", "").strip();
    return commit.matches("[0-9a-f]{40,64}")
        ? new Build(commit, Boolean.parseBoolean(noted.getProperty("dirty")))
        : Build.UNKNOWN;
  }

  /** Returns what a resource has; nothing where it is not there. */
  static Properties properties(String resource) {
    Properties properties = new Properties();
    try (InputStream in = ThisBuild.class.getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      return new Properties();
    }
    return properties;
  }
}
