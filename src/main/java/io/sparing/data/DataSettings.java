package io.sparing.data;

import java.util.Objects;
import java.util.Optional;

/**
 * How a trial reads its data set.
 *
 * @param own how to read one's own file; empty for a data set with a manifest
 * @param validation what becomes of rows in which something is wrong
 */
public record DataSettings(Optional<OwnColumns> own, Validation validation) {

  /** A data set with a manifest, with warnings. */
  public static final DataSettings DEFAULT = new DataSettings(Optional.empty(), Validation.WARN);

  /** Checks that none is null. */
  public DataSettings {
    Objects.requireNonNull(own, "own");
    Objects.requireNonNull(validation, "validation");
  }
}
