package io.sparing.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedScriptTest {

  private static final TensorData WEIGHT = TensorData.floats(new float[] {1, 2, 3, 4}, 2, 2);
  private static final TensorData BIAS = TensorData.floats(new float[] {10, 20}, 2);

  @TempDir Path folder;

  /** Two linear layers under digits, the second with other values, and a method on a list. */
  private static ScriptModule tree() {
    return ScriptModule.of(
            "Net",
            """
            def forward(self, x: Tensor) -> Tensor:
              x = (getattr(self.layer, "0")).forward(x)
              return (getattr(self.layer, "1")).forward(x)
            """,
            """
            def total(self, parts: List[Tensor], scale: Tensor) -> Tensor:
              return torch.mul(torch.sum(torch.stack(parts)), torch.mul(scale, self.factor))
            """)
        .withAttribute("factor", Attribute.integer(3))
        .withChild(
            "layer",
            ScriptModule.of("ModuleList")
                .withChild("0", Layers.linear(WEIGHT, BIAS))
                .withChild("1", Layers.linear(WEIGHT, BIAS).withParameter("weight", WEIGHT)));
  }

  @Test
  void methodsRunWithTensorsListsAndAttributes() throws IOException {
    try (LoadedScript script = LoadedScript.load(tree(), Device.cpu());
        NDManager manager = script.newManager()) {
      NDArray x = manager.create(new float[] {1, 1}, new Shape(1, 2));
      // The first layer gives (13, 27); the second 13 + 54 + 10 and 39 + 108 + 20.
      assertThat(script.call(manager, "forward", x).toFloatArray()).containsExactly(77, 167);
      NDArray two = manager.create(new float[] {2});
      assertThat(script.call(manager, "total", List.of(x, x), two).toFloatArray())
          .containsExactly(24);
    }
  }

  @Test
  void onlyParametersComeBack() throws IOException {
    try (LoadedScript script = LoadedScript.load(tree(), Device.cpu())) {
      Map<String, TensorData> parameters = script.parameters();
      assertThat(parameters).containsOnlyKeys("layer.1.weight");
      assertThat(parameters.get("layer.1.weight").toFloats()).containsExactly(1, 2, 3, 4);
      assertThat(parameters.get("layer.1.weight").shape()).containsExactly(2, 2);
    }
  }

  @Test
  void parametersComeBackUnderTheirPathsInAnyOrderOfTheTree() throws IOException {
    ScriptModule tree = tree().trainable();
    try (LoadedScript script = LoadedScript.load(tree, Device.cpu())) {
      assertThat(script.parameters().keySet())
          .containsExactlyInAnyOrderElementsOf(tree.allParameters().keySet());
      script
          .parameters()
          .forEach(
              (path, value) ->
                  assertThat(value.toFloats())
                      .as(path)
                      .isEqualTo(tree.allParameters().get(path).toFloats()));
    }
  }

  @Test
  void buffersOfEveryTypeLoad() throws IOException {
    ScriptModule module =
        ScriptModule.of(
                "Bytes",
                """
                def sum(self, x: Tensor) -> Tensor:
                  a = torch.add(torch.to(self.int8, 6), torch.to(self.uint8, 6))
                  b = torch.add(torch.to(self.int32, 6), torch.to(self.int64, 6))
                  c = torch.add(torch.to(self.half, 6), torch.to(self.bfloat, 6))
                  return torch.add(torch.add(a, b), torch.add(c, x))
                """)
            .withBuffer("int8", scalar(DataType.INT8, new byte[] {-1}))
            .withBuffer("uint8", scalar(DataType.UINT8, new byte[] {-1}))
            .withBuffer("int32", scalar(DataType.INT32, new byte[] {0, 1, 0, 0}))
            .withBuffer("int64", scalar(DataType.INT64, new byte[] {0, 0, 1, 0, 0, 0, 0, 0}))
            .withBuffer("half", scalar(DataType.FLOAT16, new byte[] {0, 0x3e}))
            .withBuffer("bfloat", scalar(DataType.BFLOAT16, new byte[] {0, 0x3f}));
    try (LoadedScript script = LoadedScript.load(module, Device.cpu());
        NDManager manager = script.newManager()) {
      NDArray zero = manager.create(new float[] {0});
      assertThat(script.call(manager, "sum", zero).toFloatArray())
          .containsExactly(-1 + 255 + 256 + 65536 + 1.5f + 0.5f);
      assertThat(script.parameters()).isEmpty();
    }
  }

  private static TensorData scalar(DataType type, byte[] littleEndian) {
    return TensorData.of(type, new long[] {1}, ByteBuffer.wrap(littleEndian));
  }

  @Test
  void aTensorUsedTwiceIsStoredOnce() throws IOException {
    Path tied = folder.resolve("tied.pt");
    ScriptArchive.write(tree(), tied);
    try (ZipFile zip = new ZipFile(tied.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName).filter(name -> name.contains("/data/")))
          .containsExactlyInAnyOrder("archive/data/0", "archive/data/1");
    }
  }

  @Test
  void entriesAreStoredInOneTopFolder() throws IOException {
    Path file = folder.resolve("net.pt");
    ScriptArchive.write(tree(), file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(entry.getName()).startsWith("archive/");
      }
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains(
              "archive/data.pkl",
              "archive/code/__torch__.py",
              "archive/constants.pkl",
              "archive/version",
              "archive/byteorder");
    }
  }

  @Test
  void whatIsSavedLoadsAsAStandardArchive()
      throws IOException, MalformedModelException, TranslateException {
    Path saved = folder.resolve("saved.pt");
    try (LoadedScript script = LoadedScript.load(tree(), Device.cpu())) {
      script.save(saved);
    }
    assertThat(Files.size(saved)).isPositive();
    try (Model model = Model.newInstance("saved", Device.cpu(), "PyTorch")) {
      model.load(folder, "saved");
      try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
          NDManager manager = model.getNDManager().newSubManager()) {
        NDArray x = manager.create(new float[] {1, 1}, new Shape(1, 2));
        assertThat(predictor.predict(new NDList(x)).singletonOrThrow().toFloatArray())
            .containsExactly(77, 167);
      }
    }
  }

  @Test
  void badSourceIsRefusedByLibtorchAndLeavesNothingBehind() {
    ScriptModule broken =
        ScriptModule.of("Broken", "def forward(self, x: Tensor) -> Tensor:\n  return self.none\n");
    assertThatThrownBy(() -> LoadedScript.load(broken, Device.cpu()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("none");
  }
}
