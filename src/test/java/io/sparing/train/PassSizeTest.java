package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.train.Decision.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chooses passes for a device that has 1,000 MiB, 300 of them in use, 20 taken by what trains. */
class PassSizeTest {

  private static final long MIB = 1 << 20;
  private static final long TRAINED = 20 * MIB;

  /** A device whose allocator keeps what a pass took until it is asked to give it back. */
  private static final class Device implements MemoryGauge {
    private final long perRow;
    private final List<Integer> passes = new ArrayList<>();
    private long kept;

    Device(long perRow) {
      this.perRow = perRow;
    }

    void pass(int rows) {
      passes.add(rows);
      kept = Math.max(kept, TRAINED + rows * perRow);
    }

    @Override
    public Reading read() {
      long used = 300 * MIB + kept;
      return new Reading(used, 1000 * MIB, null, used);
    }

    @Override
    public boolean kills() {
      return false;
    }

    @Override
    public boolean exhausted(Throwable error) {
      return false;
    }

    @Override
    public void release() {
      kept = 0;
    }
  }

  private PassSize size;

  private int fit(Device device, int asked, long bound) {
    size = new PassSize(asked, Optional.of(device));
    size.fit(asked, bound * MIB, TRAINED, device::pass);
    return size.rows();
  }

  @AfterEach
  void close() {
    size.close();
  }

  /** Of 1,000 MiB 100 are spared, so 600 are free; the optimizer takes 40, gradients 20 or 40. */
  @ParameterizedTest
  @CsvSource({"5, 64, 64", "8, 64, 64", "9, 64, 57", "50, 64, 10", "500, 64, 1", "200, 2, 2"})
  void asManyRowsAreTakenAsFit(long mebibytesPerRow, int asked, int rows) {
    assertThat(fit(new Device(mebibytesPerRow * MIB), asked, 100_000)).isEqualTo(rows);
    assertThat(size.decisions()).hasSize(rows < asked ? 1 : 0);
  }

  @Test
  void theReasonSaysWhatIsShort() {
    fit(new Device(50 * MIB), 64, 100_000);
    Decision decision = size.decisions().get(0);
    assertThat(decision.action()).isEqualTo(Action.FIT_BATCH);
    assertThat(decision.rowsBefore()).isEqualTo(64);
    assertThat(decision.reason())
        .isEqualTo(
            "A pass of 64 rows would take 2660 MiB more than there are; 50 MiB a row were"
                + " measured");
    assertThat(decision.limitBytes()).isEqualTo(1000 * MIB);
  }

  @Test
  void nothingIsMeasuredWhereThereIsRoomForSure() {
    Device device = new Device(50 * MIB);
    assertThat(fit(device, 64, 500)).isEqualTo(64);
    assertThat(device.passes).isEmpty();
  }

  @Test
  void onlySmallPassesAreTriedOut() {
    Device device = new Device(50 * MIB);
    fit(device, 64, 100_000);
    assertThat(device.passes).containsExactly(1, 4, 8);
  }
}
