package io.sparing.cli;

import java.util.Locale;

/** Numbers with units as a person reads them. */
final class Words {

  private Words() {}

  /** A time: {@code 0.4 s}, {@code 41 s}, {@code 3 min}, {@code 2 h 5 min}. */
  static String seconds(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    if (seconds < 99.5) {
      return Math.round(seconds) + " s";
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 100 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** A memory size: {@code 86 MiB}, {@code 1.5 GiB}. */
  static String bytes(double bytes) {
    double mebibytes = bytes / (1 << 20);
    return mebibytes < 1024
        ? String.format(Locale.ROOT, mebibytes < 10 ? "%.1f MiB" : "%.0f MiB", mebibytes)
        : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
  }
}
