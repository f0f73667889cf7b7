package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SparkSessionsTest {

  @Test
  void aPauseOfThisProcessLosesNoExecutor() {
    assertThat(
            SparkSessions.configure("test", new Slots(1, 1))
                .getTimeAsMs(SparkSessions.HEARTBEAT_TIMEOUT))
        .isGreaterThan(Duration.ofDays(300).toMillis());
  }
}
