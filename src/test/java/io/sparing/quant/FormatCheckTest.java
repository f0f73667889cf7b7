package io.sparing.quant;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.sparing.script.ScriptModule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatCheckTest {

  static Stream<NumberFormat> known() {
    return NumberFormats.known().values().stream();
  }

  @ParameterizedTest
  @MethodSource("known")
  void aCpuComputesInEveryFormat(NumberFormat format) {
    assertThatCode(() -> format.check(Device.cpu())).doesNotThrowAnyException();
  }

  @Test
  void whatTheLibraryCannotDoIsToldInItsWords() {
    assertThatThrownBy(() -> format("torch.no_such_operation(x)", "x").check(Device.cpu()))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageStartingWith("Cannot compute in fp7 on this processor: ")
        .hasMessageContaining("no_such_operation");
  }

  @Test
  void aFormatThatOnlyFailsInTrainingIsRefused() {
    assertThatThrownBy(() -> format("x", "torch._int_mm(x, x)").check(Device.cpu()))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageStartingWith("Cannot compute in fp7 on this processor: ");
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThatThrownBy(() -> format("torch.log(torch.rsub(x, -1000.))", "x").check(Device.cpu()))
        .hasMessage("Cannot compute in fp7 on this processor: a small layer gave NaN");
  }

  @Test
  void int8NamesItsAlternativeForGpus() {
    assertThatThrownBy(() -> Int8Dynamic.ofThisProcessor().check(Device.gpu()))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessage(
            "Cannot compute in int8 on this processor: FBGEMM computes on CPUs only;"
                + " int8-weight-only computes on GPUs too");
  }

  /** A format whose linear layers compute these. */
  private static NumberFormat format(String deployed, String trained) {
    return new MadeUpFormat("fp7") {
      @Override
      public ScriptModule apply(ScriptModule model) {
        return computing(model, deployed);
      }

      @Override
      public ScriptModule training(ScriptModule model) {
        return computing(model, trained);
      }
    };
  }

  private static ScriptModule computing(ScriptModule model, String expression) {
    return model.replace(
        "linear",
        linear ->
            linear.as("Odd", "def forward(self, x: Tensor) -> Tensor:\n  return " + expression));
  }
}
