package io.sparing.quant;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.script.DataType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          torch.linear(x, self.weight, self.bias)   | torch.linear(x, torch.to(self.weight, 15), torch.to(self.bias, 15))
          torch.linear(x, self.weight_g, self.other)| torch.linear(x, self.weight_g, self.other)
          torch.size(self.weight, 0)                | torch.size(self.weight, 0)
          torch.embedding(self.weight, ids)         | torch.to(torch.embedding(self.weight, ids), 15)
          (self.child).weight                       | (self.child).weight
          myself.weight                             | myself.weight
          self.weight = x                           | self.weight = x
          torch.eq(self.bias, self.bias)            | torch.eq(torch.to(self.bias, 15), torch.to(self.bias, 15))
          """)
  void usesOfParametersAreCast(String source, String expected) {
    assertThat(Casts.ofParameters(source, List.of("weight", "bias"), DataType.BFLOAT16))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT16, 5", "BFLOAT16, 15"})
  void theTypeIsLibtorchs(DataType type, String code) {
    assertThat(Casts.ofParameters("self.w", List.of("w"), type))
        .isEqualTo("torch.to(self.w, " + code + ")");
    assertThat(Casts.ofParameters("self.w", List.of(), type)).isEqualTo("self.w");
  }
}
