package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SlotsTest {

  private static final long GIB = 1L << 30;

  @Test
  void slotsTimesThreadsIsTheCores() {
    assertThat(choose(0, 0, 2, 6 * GIB)).isEqualTo(new Slots(2, 1));
    assertThat(choose(1, 0, 2, 6 * GIB)).isEqualTo(new Slots(1, 2));
    assertThat(choose(0, 4, 16, 64 * GIB)).isEqualTo(new Slots(4, 4));
    assertThat(choose(3, 5, 2, 6 * GIB)).isEqualTo(new Slots(3, 5));
  }

  @Test
  void memoryLimitsTheSlots() {
    assertThat(choose(0, 0, 16, 10 * GIB)).isEqualTo(new Slots(4, 4));
    assertThat(choose(0, 0, 2, GIB)).isEqualTo(new Slots(1, 2));
  }

  @Test
  void noSlotsAreRefused() {
    assertThatThrownBy(() -> new Slots(0, 1)).hasMessage("Invalid slots: 0; expected 1 to 1024");
  }

  private static Slots choose(int slots, int threads, int cores, long memory) {
    return Slots.choose(given(slots), given(threads), cores, memory);
  }

  private static OptionalInt given(int value) {
    return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
