package io.sparing.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LimitsTest {

  private static final long MIB = 1L << 20;
  private static final Limits NONE = new Limits(0, 0, 0, 0);

  private static ExpectedMemory host(long lowMebibytes) {
    return new ExpectedMemory(lowMebibytes * MIB, 9_999 * MIB, 0, 0);
  }

  @Test
  void withoutALimitEverythingMayRun() {
    assertThat(NONE.refusal(host(9_000))).isEmpty();
  }

  @Test
  void theLowerEndDecides() {
    Limits limits = new Limits(1_000 * MIB, 0, 0, 0);
    assertThat(limits.refusal(host(1_000))).isEmpty();
    assertThat(limits.refusal(host(1_001)))
        .contains(
            "Cannot fit: at least 1001 MiB of host memory are expected, and 1000 MiB are the limit"
                + " of its worker (--memory); it runs where there is more");
  }

  @Test
  void theBudgetAndTheMachineLimitToo() {
    assertThat(new Limits(0, 5 * MIB, 0, 0).refusal(host(6)).orElseThrow())
        .contains("--memory-budget");
    assertThat(new Limits(0, 0, 5 * MIB, 0).refusal(host(6)).orElseThrow())
        .contains("this machine");
  }

  @Test
  void aGpuHoldsTheContextBesideTheTensors() {
    Limits limits = new Limits(0, 0, 0, 1_000 * MIB);
    assertThat(limits.refusal(new ExpectedMemory(0, 0, 400 * MIB, 900 * MIB))).isEmpty();
    assertThat(limits.refusal(new ExpectedMemory(0, 0, 401 * MIB, 900 * MIB)).orElseThrow())
        .startsWith("Cannot fit: at least 1001 MiB of device memory");
  }
}
