package io.sparing.trial;

/**
 * The state of the sources that a version of Sparing was built from.
 *
 * @param commit of Git, 40 hexadecimal digits; empty where it was not built from a checkout
 * @param dirty whether files of the checkout had been changed since
 */
public record Build(String commit, boolean dirty) {

  /** Not known. */
  public static final Build UNKNOWN = new Build("", false);

  /** Returns whether files had been changed; null where the commit is not known. */
  public Boolean changed() {
    return commit.isEmpty() ? null : dirty;
  }
}
