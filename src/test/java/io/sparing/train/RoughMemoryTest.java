package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.model.Encoders;
import io.sparing.model.Models;
import org.junit.jupiter.api.Test;

class RoughMemoryTest {

  private static final long MIB = 1 << 20;

  /** Full fine-tuning of a MiniLM was measured at 36 MiB a row of 256 tokens. */
  @Test
  void itIsAboveWhatWasMeasuredAndNotFarAbove() {
    RoughMemory rough = RoughMemory.of(Encoders.blank(Models.find("minilm-l6")));
    assertThat(rough.bytes(64, 256)).isBetween(64 * 36 * MIB, 3 * 64 * 36 * MIB);
  }

  @Test
  void attentionGrowsWithTheSquareOfTheLength() {
    RoughMemory rough = new RoughMemory(10, 2);
    assertThat(rough.bytes(3, 5)).isEqualTo(3 * 5 * (10 + 2 * 5));
  }
}
