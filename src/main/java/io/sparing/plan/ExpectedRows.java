package io.sparing.plan;

import io.sparing.data.DataFile;
import io.sparing.data.DatasetManifest;
import io.sparing.data.Datasets;
import io.sparing.data.HoldOut;
import io.sparing.data.OwnColumns;
import io.sparing.data.Split;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many rows a trial will probably read, before any file is: what it asks for, or what the sizes
 * of its data set's files suggest, right within a factor of four.
 *
 * @param train to learn from
 * @param test to measure on
 * @param tokens of a mean text, where no model cuts it shorter
 */
public record ExpectedRows(long train, long test, int tokens) {

  /** Tokens of a mean text where nothing says how long texts are. */
  private static final int MEAN_TOKENS = 24;

  /** Bytes of English in a token of a mean tokenizer. */
  private static final double TOKEN_BYTES = 4;

  /** How much of one's own file says how long its texts are. */
  private static final int SAMPLE_BYTES = 1 << 16;

  /** By how much the size of files may mislead. */
  private static final long FACTOR = 4;

  /** Bytes of a mean row: a sentence and its label. */
  private static final long ROW_BYTES = 120;

  /** By how much text in a zip archive grows, as far as it belongs to the data set. */
  private static final long UNPACKED = 2;

  /** The rows of a data set inside an artefact, which has no files. */
  private static final ExpectedRows INSIDE = new ExpectedRows(12_000, 3_000, MEAN_TOKENS);

  /** Returns the rows of a trial. */
  public static ExpectedRows of(TrialSpec spec) {
    ExpectedRows all = all(spec);
    return new ExpectedRows(
        expected(spec.trainExamples(), all.train),
        expected(spec.testExamples(), all.test),
        all.tokens);
  }

  /**
   * Limits what is asked for to what the sizes of the files allow, which are right within a factor.
   */
  private static long expected(int asked, long all) {
    return asked == 0 ? all : Math.min(asked, FACTOR * all);
  }

  private static ExpectedRows all(TrialSpec spec) {
    if (spec.data().own().isPresent()) {
      return own(spec.dataset(), spec.data().own().get());
    }
    DatasetManifest manifest = Datasets.find(spec.dataset());
    if (manifest.files().isEmpty()) {
      return INSIDE;
    }
    long train = rows(manifest, Split.TRAIN);
    return new ExpectedRows(
        share(train, manifest.holdOut()),
        rows(manifest, Split.TEST) + Math.round(train * manifest.holdOut().test()),
        MEAN_TOKENS);
  }

  private static ExpectedRows own(String file, OwnColumns columns) {
    try {
      double row = rowBytes(Path.of(file));
      double rows = Files.size(Path.of(file)) / row;
      return new ExpectedRows(
          share(Math.round(rows), columns.holdOut()),
          Math.max(1, Math.round(rows * columns.holdOut().test())),
          (int) Math.max(1, Math.round(row / TOKEN_BYTES)));
    } catch (IOException e) {
      return INSIDE; // Reading it will fail and say why.
    }
  }

  /** Returns the bytes of a mean line at the file's beginning. */
  private static double rowBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] sample = in.readNBytes(SAMPLE_BYTES);
      int lines = 0;
      for (byte value : sample) {
        lines += value == '\n' ? 1 : 0;
      }
      // A format without lines says nothing of them.
      return lines > 1 ? (double) sample.length / lines : ROW_BYTES;
    }
  }

  /** Returns the same with other training rows. */
  public ExpectedRows withTrain(long rows) {
    return new ExpectedRows(rows, test, tokens);
  }

  private static long share(long rows, HoldOut holdOut) {
    return Math.max(1, Math.round(rows * (1 - holdOut.validation() - holdOut.test())));
  }

  private static long rows(DatasetManifest manifest, Split split) {
    return manifest.files().stream()
        .filter(file -> file.split() == split)
        .mapToLong(ExpectedRows::rows)
        .sum();
  }

  private static long rows(DataFile file) {
    if (file.archived().isEmpty()) {
      return file.bytes() / ROW_BYTES;
    }
    // An archive is mostly training rows.
    return file.split() == Split.TRAIN ? UNPACKED * file.bytes() / ROW_BYTES : INSIDE.test;
  }
}
