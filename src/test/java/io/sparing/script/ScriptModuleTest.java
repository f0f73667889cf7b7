package io.sparing.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptModuleTest {

  private static final TensorData ONE = TensorData.floats(new float[] {1}, 1);
  private static final TensorData TWO = TensorData.floats(new float[] {2}, 1);
  private static final TensorData BYTES =
      TensorData.of(DataType.INT8, new long[] {3}, ByteBuffer.wrap(new byte[] {1, 2, 3}));

  private static ScriptModule tree() {
    return ScriptModule.of("Root")
        .withParameter("a", ONE)
        .withChild(
            "layer",
            ScriptModule.of("List")
                .withChild("0", Layers.linear(ONE, ONE))
                .withChild("1", Layers.linear(TWO, TWO).withBuffer("codes", BYTES)));
  }

  @Test
  void copiesLeaveTheOriginalAsItWas() {
    ScriptModule tree = tree();
    ScriptModule before = tree();
    tree.withParameter("a", TWO).withBuffer("b", ONE).withChild("layer", ScriptModule.of("None"));
    tree.replace("layer.0", child -> child.as("Other"));
    tree.map((path, module) -> module.as("Same"));
    tree.trainable().frozen();
    assertThat(tree.allTensors().keySet()).isEqualTo(before.allTensors().keySet());
    assertThat(tree.parameters()).containsExactly(Map.entry("a", ONE));
    assertThat(tree.at("layer.0").name()).isEqualTo("Linear");
  }

  @Test
  void mapsAreCopiedAndCannotBeWrittenTo() {
    Map<String, TensorData> given = new LinkedHashMap<>(Map.of("a", ONE));
    ScriptModule module =
        new ScriptModule("M", given, Map.of(), Map.of(), Map.of(), new ArrayList<>());
    given.put("b", TWO);
    assertThat(module.parameters()).containsOnlyKeys("a");
    assertThatThrownBy(() -> module.parameters().put("c", ONE))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aTensorIsEitherTrainedOrFrozen() {
    ScriptModule module = ScriptModule.of("M").withParameter("w", ONE).withBuffer("w", TWO);
    assertThat(module.parameters()).isEmpty();
    assertThat(module.tensor("w")).isSameAs(TWO);
    assertThat(module.withParameter("w", ONE).buffers()).isEmpty();
  }

  @Test
  void replaceChangesOneSubmodule() {
    ScriptModule changed =
        tree().replace("layer.1", child -> child.as("Other", "def x(self): pass"));
    assertThat(changed.at("layer.1").name()).isEqualTo("Other");
    assertThat(changed.at("layer.1").tensor("weight")).isSameAs(TWO);
    assertThat(changed.at("layer.0").name()).isEqualTo("Linear");
    assertThat(changed.replace("", root -> root.as("Top")).name()).isEqualTo("Top");
    assertThat(changed.at("")).isSameAs(changed);
  }

  @Test
  void mapVisitsChildrenBeforeTheirParents() {
    List<String> paths = new ArrayList<>();
    tree()
        .map(
            (path, module) -> {
              paths.add(path);
              return module;
            });
    assertThat(paths).containsExactly("layer.0", "layer.1", "layer", "");
  }

  @Test
  void aParentIsMappedWithItsChangedChildren() {
    ScriptModule changed =
        tree()
            .map(
                (path, module) ->
                    path.isEmpty()
                        ? module.as(module.at("layer.0").name())
                        : module.as("New" + module.name()));
    assertThat(changed.name()).isEqualTo("NewLinear");
  }

  @Test
  void trainableMakesFloatingPointBuffersParameters() {
    ScriptModule trainable = tree().trainable();
    assertThat(trainable.allParameters())
        .containsOnlyKeys("a", "layer.0.weight", "layer.0.bias", "layer.1.weight", "layer.1.bias");
    assertThat(trainable.at("layer.1").buffers()).containsOnlyKeys("codes");
  }

  @Test
  void frozenLeavesNoParameter() {
    ScriptModule frozen = tree().trainable().frozen();
    assertThat(frozen.allParameters()).isEmpty();
    assertThat(frozen.allTensors().keySet())
        .containsExactlyInAnyOrderElementsOf(tree().allTensors().keySet());
  }

  @Test
  void withParametersSetsParametersAlone() {
    ScriptModule changed = tree().withParameters(Map.of("a", TWO, "layer.0.weight", TWO, "x", TWO));
    assertThat(changed.tensor("a")).isSameAs(TWO);
    assertThat(changed.at("layer.0").tensor("weight")).isSameAs(ONE);
    assertThat(changed.allTensors()).hasSameSizeAs(tree().allTensors());
  }

  @Test
  void weightBytesCountEveryTypeByItsSize() {
    assertThat(tree().weightBytes()).isEqualTo(5 * 4 + 3);
  }

  @Test
  void errorsNameWhatIsUnknown() {
    assertThatThrownBy(() -> tree().at("layer.2.dense"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown submodule: 2 of layer.2.dense in List; it has [0, 1]");
    assertThatThrownBy(() -> tree().replace("head", head -> head))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown submodule: head of head in Root; it has [layer]");
    assertThatThrownBy(() -> tree().tensor("bias"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown tensor: bias in Root");
  }
}
