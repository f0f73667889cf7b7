package io.sparing.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainNumberTest {

  @Test
  void aNumberIsWrittenAsAPersonWould() {
    assertThat(PlainNumber.of(16.0)).isEqualTo("16");
    assertThat(PlainNumber.of(-2)).isEqualTo("-2");
    assertThat(PlainNumber.of(0.05)).isEqualTo("0.05");
    assertThat(PlainNumber.of(5e-5)).isEqualTo("5e-5");
    assertThat(PlainNumber.of(1.5e-4)).isEqualTo("1.5e-4");
    assertThat(PlainNumber.of(1e9)).isEqualTo("1e9");
  }
}
