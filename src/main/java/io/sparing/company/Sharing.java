package io.sparing.company;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Opens what this user has made to the machine's other users. */
final class Sharing {

  private static final Logger LOG = Logger.getLogger(Sharing.class.getName());

  private Sharing() {}

  /** Sets permissions, whatever the user's mask is, as far as the file system knows them. */
  static void withAllUsers(Path path, String permissions) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(Level.FINE, "Other users may not share " + path, e);
    }
  }
}
