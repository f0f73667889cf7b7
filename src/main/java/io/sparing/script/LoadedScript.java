package io.sparing.script;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A module tree inside libtorch. Only one thread may use it at a time. What a call returns belongs
 * to the manager that the caller names and is freed with it; all else is freed when this is closed.
 */
public final class LoadedScript implements AutoCloseable {

  private final PtNDManager manager;
  private final PtSymbolBlock block;
  private final List<String> parameterNames;
  private Pace pace = Pace.NONE;
  private long waitedNanos;

  private LoadedScript(PtNDManager manager, PtSymbolBlock block, List<String> parameterNames) {
    this.manager = manager;
    this.block = block;
    this.parameterNames = parameterNames;
  }

  /**
   * Writes a tree to a temporary archive and loads it.
   *
   * @param root the module; the names of its methods are those of {@link #call}
   * @param device where its tensors go
   * @throws IOException if the archive cannot be written or read
   */
  public static LoadedScript load(ScriptModule root, Device device) throws IOException {
    Path file = Files.createTempFile("sparing-", ".pt");
    try {
      ScriptArchive.write(root, file);
      return load(file, device, List.copyOf(root.allParameters().keySet()));
    } finally {
      Files.delete(file);
    }
  }

  private static LoadedScript load(Path file, Device device, List<String> parameters) {
    PtNDManager manager = (PtNDManager) NDManager.newBaseManager(device, "PyTorch");
    try {
      PtSymbolBlock block =
          JniUtils.loadModule(manager, file, true, new String[0], new String[0], true);
      return new LoadedScript(manager, block, parameters);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Sets what stands before each call, and returns this. */
  public LoadedScript paced(Pace other) {
    pace = other;
    return this;
  }

  /** Returns what stands before each call. */
  public Pace pace() {
    return pace;
  }

  /** Returns how long calls have waited before they began, nanoseconds. */
  public long waitedNanos() {
    return waitedNanos;
  }

  /** Returns a manager for the arrays of one call or a few; close it to free them. */
  public NDManager newManager() {
    return manager.newSubManager();
  }

  /**
   * Calls a method that takes tensors.
   *
   * @param to owns the result
   * @param method the method's name
   * @param inputs its arguments
   * @return the tensor it returns
   */
  public NDArray call(NDManager to, String method, NDArray... inputs) {
    IValue[] values =
        Arrays.stream(inputs).map(input -> IValue.from((PtNDArray) input)).toArray(IValue[]::new);
    return run(to, method, values);
  }

  /**
   * Calls a method whose first argument is a {@code List[Tensor]} and the rest are tensors.
   *
   * @param to owns the result
   * @return the tensor it returns
   */
  public NDArray call(NDManager to, String method, List<NDArray> first, NDArray... rest) {
    IValue[] values = new IValue[rest.length + 1];
    values[0] =
        IValue.listFrom(first.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    for (int i = 0; i < rest.length; i++) {
      values[i + 1] = IValue.from((PtNDArray) rest[i]);
    }
    return run(to, method, values);
  }

  /**
   * Calls a method as {@link #call(NDManager, String, List, NDArray...)} does, but lets it compute
   * gradients.
   *
   * @param to owns the result
   * @return the tensor it returns
   */
  public NDArray callWithGradients(
      NDManager to, String method, List<NDArray> first, NDArray... rest) {
    return preparedWithGradients(to, method, first, rest).get();
  }

  /**
   * Returns a call as {@link #callWithGradients} makes it, of the same arrays every time.
   *
   * @param to owns what the call needs and its results
   */
  public Supplier<NDArray> preparedWithGradients(
      NDManager to, String method, List<NDArray> first, NDArray... rest) {
    NDList inputs = new NDList();
    // DJL takes the method's name, and which arrays form a list, from the arrays' names.
    inputs.add(named(to.create(0), "module_method:" + method));
    first.forEach(array -> inputs.add(named(array, "inputs[]")));
    inputs.addAll(List.of(rest));
    return () -> {
      beginCall();
      return IValueUtils.forward(block, inputs, true).singletonOrThrow();
    };
  }

  private static NDArray named(NDArray array, String name) {
    array.setName(name);
    return array;
  }

  /**
   * Makes libtorch run methods as they are written. It would otherwise rewrite those that compute
   * gradients into derivatives of its own, which take longer than the usual ones. The setting
   * belongs to the thread.
   */
  private static void interpretPlainly() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  private void beginCall() {
    waitedNanos += pace.beforeCall();
    interpretPlainly();
  }

  private NDArray run(NDManager to, String method, IValue[] values) {
    beginCall();
    try (IValue result = IValueUtils.runMethod(block, method, values)) {
      return result.toTensor((PtNDManager) to);
    } finally {
      for (IValue value : values) {
        value.close();
      }
    }
  }

  /**
   * Returns the present values of the parameters by dotted path, copied to the host as fp32: into a
   * mapped file without a name, for they may be larger than the Java heap.
   *
   * @throws UncheckedIOException if there is no room for them in the folder of temporary files
   */
  public Map<String, TensorData> parameters() {
    Map<String, TensorData> values = new LinkedHashMap<>();
    try (PtNDManager scope = (PtNDManager) manager.newSubManager();
        FileChannel file = UnnamedFile.open(".parameters")) {
      List<NDArray> arrays = JniUtils.moduleGetParams(block, scope);
      for (NDArray array : arrays) {
        array.attach(scope);
        values.put(path(array.getName(), values.size()), copy(array, file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Failed to keep trained values in " + System.getProperty("java.io.tmpdir"), e);
    }
    return values;
  }

  private String path(String name, int index) {
    return name == null ? parameterNames.get(index) : name;
  }

  private static TensorData copy(NDArray array, FileChannel file) throws IOException {
    ByteBuffer bytes = array.toByteBuffer(false);
    long start = file.position();
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    ByteBuffer mapped = file.map(FileChannel.MapMode.READ_ONLY, start, file.position() - start);
    return TensorData.of(DataType.FLOAT32, array.getShape().getShape(), mapped);
  }

  /**
   * Saves the module as a standard archive for {@code torch.jit.load} in Python and C++.
   *
   * @throws IOException if the file cannot be written
   */
  public void save(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      JniUtils.writeModule(block, out, false); // true would put a length before the archive
    }
  }

  @Override
  public void close() {
    block.close();
    manager.close();
  }
}
