package io.sparing.quant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {

  @Test
  void everyCoreMustHaveVnni() {
    String with = "flags\t\t: fpu avx512_vnni bmi1";
    String without = "flags\t\t: fpu avx512f avx512_vnnix";
    assertThat(Processor.sumsBytesExactly(List.of("model name : x", with, with))).isTrue();
    assertThat(Processor.sumsBytesExactly(List.of(with, without))).isFalse();
    assertThat(Processor.sumsBytesExactly(List.of("Features : fp asimd"))).isFalse();
  }
}
