package io.sparing.results;

import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The tables of one sweep, kept equal to what its ledger holds: every committed result is in them
 * once, and nothing else. What the tables hold is read and compared by rows, so copies, skewed
 * clocks, lost, cut-off and foreign files heal.
 */
public final class SweepTables {

  private final ResultsStore store;
  private final String sweep;
  private final Supplier<? extends SegmentReader> readers;
  private final Guard guard;

  /**
   * Tables as Parquet files.
   *
   * @param sweep name of the sweep
   * @param guard asked before each change of the folder
   */
  public SweepTables(ResultsStore store, String sweep, Guard guard) {
    this(store, sweep, guard, DuckSegments::open);
  }

  /** Tables in the form that {@code readers} read. */
  public SweepTables(
      ResultsStore store, String sweep, Guard guard, Supplier<? extends SegmentReader> readers) {
    this.store = store;
    this.sweep = sweep;
    this.guard = guard;
    this.readers = readers;
  }

  /**
   * A segment that cannot stay.
   *
   * @param why such as {@code its file in curves is not there}
   */
  private record Misfit(String segment, String why) {}

  /**
   * What is wrong with the tables.
   *
   * @param misfits segments that cannot stay
   * @param missing results that no other segment has
   */
  private record Audit(List<Misfit> misfits, List<StoredResult> missing) {
    boolean whole() {
      return misfits.isEmpty() && missing.isEmpty();
    }
  }

  /** Deletes what publishing drivers that were killed left half-written. */
  public void deleteAbandoned() throws IOException {
    store.deleteAbandoned(guard);
  }

  /**
   * Returns whether the tables hold every committed result and nothing else. Changes nothing.
   *
   * @param committed every result in the ledger
   * @throws IOException if the folder cannot be read
   */
  public boolean complete(List<StoredResult> committed) throws IOException {
    return audit(committed).whole();
  }

  /**
   * Makes the tables {@link #complete}: sets aside what cannot stay and publishes what is missing
   * as one new segment.
   *
   * @param committed every result in the ledger
   * @param epoch number of the ledger's owner, asked for if there is something to publish; the
   *     segment's name begins with it
   * @param told called with one line for each segment that was set aside
   * @return how many results were published
   * @throws IOException if the tables cannot be written; those that were there before still are
   */
  public int publish(
      SegmentFormat format, List<StoredResult> committed, LongSupplier epoch, Consumer<String> told)
      throws IOException {
    deleteAbandoned();
    Audit audit = audit(committed);
    for (Misfit misfit : audit.misfits()) {
      store.setAside(misfit.segment(), guard);
      told.accept(
          "The tables' %s was moved to _set-aside: %s; what the ledger has of it is published anew"
              .formatted(misfit.segment(), misfit.why()));
    }
    if (!audit.missing().isEmpty()) {
      store.publish(format, audit.missing(), sweep, free(epoch.getAsLong()), guard);
    }
    return audit.missing().size();
  }

  private String free(long epoch) throws IOException {
    SortedSet<String> taken = store.segments();
    int number = 1;
    while (taken.contains(name(epoch, number))) {
      number++;
    }
    return name(epoch, number);
  }

  private static String name(long epoch, int number) {
    return "segment-%d-%d".formatted(epoch, number);
  }

  private Audit audit(List<StoredResult> committed) throws IOException {
    Reconciliation rows = new Reconciliation(sweep, committed);
    List<Misfit> misfits = new ArrayList<>();
    SortedSet<String> segments = store.segments();
    if (!segments.isEmpty()) {
      try (SegmentReader reader = readers.get()) {
        for (String segment : segments) {
          objection(segment, reader, rows).ifPresent(why -> misfits.add(new Misfit(segment, why)));
        }
      }
    }
    return new Audit(misfits, rows.missing());
  }

  private Optional<String> objection(String segment, SegmentReader reader, Reconciliation rows) {
    PublishedSegment files = store.segment(segment);
    if (Files.notExists(files.trials())) {
      return Optional.of("its file in trials is not there");
    }
    if (Files.notExists(files.curves())) {
      return Optional.of("its file in curves is not there");
    }
    try {
      return rows.objection(reader.read(files));
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }
}
