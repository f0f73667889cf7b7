package io.sparing.quant;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.model.Classifier;
import io.sparing.model.TinyBert;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What libtorch holds of a model that answered, against what is told of its weights. */
class LiveBytesTest {

  /** Numbers times bytes of each tensor; those with the memory of one before count once. */
  private static final String LIVE =
      """
      def live(self, inputs: List[Tensor]) -> Tensor:
        logits = self.logits(inputs)
        held = self.held()
        bytes = 0
        for i in range(torch.len(held)):
          new = True
          for j in range(i):
            if torch.is_set_to(held[i], held[j]):
              new = False
          if new:
            own = torch.mul(torch.numel(held[i]), torch.element_size(held[i]))
            bytes = torch.add(bytes, own)
        return torch.tensor([bytes], dtype=4)
      """;

  /** FBGEMM packs weights at the first call; those that came are given up then. */
  private static final String UNPACKED =
      """
      def unpacked(self) -> Tensor:
        ready = unchecked_cast(__torch__.torch.classes.quantized.LinearPackedParamsBase, self.packed)
        weight, bias = ops.quantized.linear_unpack(ready)
        return torch.int_repr(weight)
      """;

  static Stream<NumberFormat> formats() {
    return NumberFormats.known().values().stream();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void libtorchHoldsTheBytesThatAreTold(NumberFormat format) throws IOException {
    ScriptModule classifier =
        Classifier.of(
                TinyBert.encoder("mean"),
                Classifier.linearHead(TinyBert.CLASSES, TinyBert.HIDDEN, new long[] {1}))
            .frozen();
    ScriptModule deployed = format.apply(classifier);
    assertThat(live(deployed)).isEqualTo(deployed.weightBytes());
  }

  private static long live(ScriptModule deployed) throws IOException {
    List<String> held = new ArrayList<>();
    ScriptModule asked =
        deployed.map(
            (path, module) -> {
              module.buffers().keySet().forEach(key -> held.add(expression(path) + "." + key));
              if (!module.name().equals("Int8Linear")) {
                return module;
              }
              held.add(expression(path) + ".unpacked()");
              return module.with(UNPACKED);
            });
    String all = "def held(self) -> List[Tensor]:\n  return [%s]\n";
    try (LoadedScript script =
            LoadedScript.load(
                asked.with(all.formatted(String.join(", ", held)), LIVE), Device.cpu());
        NDManager manager = script.newManager()) {
      Shape shape = new Shape(TinyBert.ROWS, TinyBert.LENGTH);
      List<NDArray> inputs =
          Stream.of(TinyBert.ids(), TinyBert.types(), TinyBert.mask())
              .map(values -> manager.create(values, shape))
              .toList();
      return script.call(manager, "live", inputs).getLong();
    }
  }

  private static String expression(String path) {
    String expression = "self";
    for (String key : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      boolean digits = Character.isDigit(key.charAt(0));
      expression =
          digits ? "getattr(%s, \"%s\")".formatted(expression, key) : expression + "." + key;
    }
    return expression;
  }
}
