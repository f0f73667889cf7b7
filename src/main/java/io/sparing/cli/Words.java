package io.sparing.cli;

/** Numbers with units as a person reads them. */
final class Words {

  private Words() {}

  /** Returns a time: {@code 0.4 s}, {@code 41 s}, {@code 3 min}, {@code 2 h 5 min}. */
  static String seconds(double seconds) {
    if (seconds < 10) {
      return tenths(seconds) + " s";
    }
    if (seconds < 99.5) {
      return Math.round(seconds) + " s";
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 100 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** Returns a memory size: {@code 86 MiB}, {@code 1.5 GiB}. */
  static String bytes(double bytes) {
    double mebibytes = bytes / (1 << 20);
    if (mebibytes < 10) {
      return tenths(mebibytes) + " MiB";
    }
    return mebibytes < 1024 ? Math.round(mebibytes) + " MiB" : tenths(mebibytes / 1024) + " GiB";
  }

  /**
   * Returns a number with one digit after the point, without a formatter, which would be slow in a
   * table of many rows.
   */
  private static String tenths(double value) {
    long tenths = Math.round(10 * value);
    return tenths / 10 + "." + tenths % 10;
  }
}
