package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private long now = Long.MAX_VALUE - 5; // the clock of a machine may overflow
  private final Deadline deadline = new Deadline(Duration.ofSeconds(3), () -> now);

  @Test
  void itPassesAfterAsMuchTimeAwake() {
    assertThat(after(1000)).isFalse();
    assertThat(after(1000)).isFalse();
    assertThat(after(999)).isFalse();
    assertThat(after(1)).isTrue();
  }

  @Test
  void aPauseCountsAsASecond() {
    assertThat(after(3_600_000)).isFalse();
    assertThat(after(3_600_000)).isFalse();
    assertThat(after(1000)).isTrue();
  }

  @Test
  void whatIsSkippedDoesNotCount() {
    for (int i = 0; i < 10; i++) {
      now += 900_000_000L;
      deadline.skip();
    }
    assertThat(after(999)).isFalse();
  }

  @Test
  void itCanBeginAnew() {
    after(1000);
    after(1000);
    deadline.restart();
    assertThat(after(1000)).isFalse();
    assertThat(after(1000)).isFalse();
    assertThat(after(1000)).isTrue();
  }

  private boolean after(long millis) {
    now += millis * 1_000_000;
    return deadline.passed();
  }
}
