package io.sparing.script;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a module tree as a TorchScript archive that libtorch 2 loads, in Python, C++ or through
 * DJL. The format is that of {@code torch/csrc/jit/serialization}: a zip of stored entries.
 */
public final class ScriptArchive {

  private final ZipOutputStream zip;
  private final ClassTable classes;
  private final Map<TensorData, Integer> storages = new LinkedHashMap<>();
  private final Pickle pickle = new Pickle();

  private ScriptArchive(ZipOutputStream zip, ClassTable classes) {
    this.zip = zip;
    this.classes = classes;
  }

  /**
   * Writes a tree.
   *
   * @param root the module to write; its methods can be called on the loaded archive
   * @param file what to write to, usually named {@code NAME.pt}
   * @throws IOException if the file cannot be written
   */
  public static void write(ScriptModule root, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      new ScriptArchive(zip, new ClassTable(root)).write(root);
    }
  }

  private void write(ScriptModule root) throws IOException {
    module(root);
    entry("data.pkl", ByteBuffer.wrap(pickle.stop()));
    entry("code/__torch__.py", text(classes.source()));
    entry("constants.pkl", ByteBuffer.wrap(new Pickle().emptyTuple().stop()));
    for (Map.Entry<TensorData, Integer> storage : storages.entrySet()) {
      entry("data/" + storage.getValue(), storage.getKey().bytes());
    }
    entry("version", text("3\n"));
    entry("byteorder", text("little"));
  }

  private void module(ScriptModule module) {
    pickle.global("__torch__", classes.name(module)).emptyTuple().newObject();
    pickle.emptyDict().mark();
    module.parameters().forEach((key, value) -> tensor(pickle.text(key), value, true));
    module.buffers().forEach((key, value) -> tensor(pickle.text(key), value, false));
    pickle.text("training").bool(true);
    module.attributes().forEach((key, value) -> attribute(pickle.text(key), value.value()));
    module
        .children()
        .forEach(
            (key, child) -> {
              pickle.text(key);
              module(child);
            });
    pickle.setItems().build();
  }

  private void tensor(Pickle to, TensorData value, boolean requiresGradient) {
    int number = storages.computeIfAbsent(value, added -> storages.size());
    to.global("torch._utils", "_rebuild_tensor_v2").mark();
    to.mark().text("storage").global("torch", value.type().storage());
    to.text(String.valueOf(number)).text("cpu").integer(value.elements()).tuple().persistentId();
    to.integer(0);
    long[] shape = value.shape();
    integers(to, shape);
    integers(to, strides(shape));
    to.bool(requiresGradient);
    to.global("collections", "OrderedDict").emptyTuple().reduce();
    to.tuple().reduce();
  }

  private static void attribute(Pickle to, Object value) {
    if (value instanceof Long number) {
      to.integer(number);
    } else if (value instanceof Double number) {
      to.number(number);
    } else if (value == Attribute.Empty.NONE) {
      to.none();
    } else if (value == Attribute.Empty.TENSOR_LIST) {
      to.global("torch.jit._pickle", "build_tensorlist").mark().emptyList().tuple().reduce();
    } else {
      throw new IllegalArgumentException("Cannot write an attribute of " + value.getClass());
    }
  }

  private static void integers(Pickle to, long[] values) {
    to.mark();
    for (long value : values) {
      to.integer(value);
    }
    to.tuple();
  }

  private static long[] strides(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  private void entry(String name, ByteBuffer content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content.duplicate());
    ZipEntry entry = new ZipEntry("archive/" + name);
    entry.setSize(content.remaining());
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    Channels.newChannel(zip).write(content.duplicate());
    zip.closeEntry();
  }

  private static ByteBuffer text(String content) {
    return ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
  }
}
