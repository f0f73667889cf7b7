package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextChartTest {

  @Test
  void aBarIsAsLongAsItsShare() {
    assertThat(TextChart.bar(10, 10)).isEqualTo("█".repeat(30));
    assertThat(TextChart.bar(5, 10)).isEqualTo("█".repeat(15));
    assertThat(TextChart.bar(1, 60)).isEqualTo("▌");
    assertThat(TextChart.bar(1, 1_000_000)).isEqualTo("▏");
    assertThat(TextChart.bar(0, 10)).isEmpty();
  }

  @Test
  void aHistogramCountsEveryValueOnce() {
    int[] values = IntStream.concat(IntStream.rangeClosed(3, 102), IntStream.of(512)).toArray();
    assertThat(TextChart.histogram("tokens", values).lines().map(String::strip))
        .startsWith("tokens   rows", "───────  ────  " + "─".repeat(30))
        .contains("0–9         7  " + "█".repeat(21), "10–19      10  " + "█".repeat(30))
        .endsWith("100–109     3  " + "█".repeat(9), "110–512     1  ███")
        .hasSize(14);
  }

  @Test
  void equalValuesAreOneBin() {
    assertThat(TextChart.histogram("tokens", new int[] {7, 7, 7}).lines().skip(2))
        .containsExactly("     7     3  " + "█".repeat(30));
  }
}
