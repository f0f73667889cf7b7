package io.sparing.script;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records calls as CUDA graphs: hundreds of kernels are then launched at once. While this is open,
 * all that its thread asks of libtorch goes to a stream of its own, for the usual one cannot be
 * recorded.
 *
 * <p>Neither DJL nor TorchScript offers this, so libtorch's own class {@code at::cuda::CUDAGraph}
 * is called, by the names that its methods have in the library.
 */
public final class CudaGraphs implements CallRecorder {

  /** libtorch and, among what it depends on, the CUDA runtime. */
  private interface Libtorch extends Library {

    /** {@code c10::cuda::CUDAStreamGuard} behind libtorch's interface for C. */
    int enterStream(Pointer stream, int device, PointerByReference guard);

    int leaveStream(Pointer guard);

    void construct(Pointer graph);

    /** The pool's id is a pair, which is passed as its two halves. */
    void begin(Pointer graph, long pool, long graphPool, int mode);

    void end(Pointer graph);

    void replay(Pointer graph);

    void destruct(Pointer graph);

    int cudaStreamCreateWithFlags(PointerByReference stream, int flags);

    int cudaStreamIsCapturing(Pointer stream, IntByReference status);

    int cudaStreamEndCapture(Pointer stream, PointerByReference graph);

    int cudaDeviceSynchronize();

    int cudaGetLastError();
  }

  private static final Map<String, String> NAMES =
      Map.of(
          "enterStream", "aoti_torch_create_cuda_stream_guard",
          "leaveStream", "aoti_torch_delete_cuda_stream_guard",
          "construct", "_ZN2at4cuda9CUDAGraphC1Ev",
          "begin", "_ZN2at4cuda9CUDAGraph13capture_beginESt4pairIyyE21cudaStreamCaptureMode",
          "end", "_ZN2at4cuda9CUDAGraph11capture_endEv",
          "replay", "_ZN2at4cuda9CUDAGraph6replayEv",
          "destruct", "_ZN2at4cuda9CUDAGraphD1Ev");

  private static final Logger LOGGER = LoggerFactory.getLogger(CudaGraphs.class);

  /** Turns recording off where it is {@code off}; for comparing. */
  private static final String SWITCH = "SPARING_CUDA_GRAPHS";

  private static final String LIBRARY = "libtorch_cuda.so";
  private static final int NON_BLOCKING = 1;
  private static final int THREAD_LOCAL = 1;
  private static final int CAPTURING = 1;

  /** Far more than the object takes. */
  private static final int OBJECT_BYTES = 4096;

  /** libtorch's allocator keeps memory by stream, so a process needs but one a device. */
  private static final Map<Integer, Pointer> STREAMS = new ConcurrentHashMap<>();

  /** libtorch counts its own pools from 1. */
  private static final AtomicLong NEXT_POOL = new AtomicLong(1L << 32);

  /**
   * Graphs whose recording broke off: the allocator still asks them whether memory is theirs. No
   * more are recorded then.
   */
  private static final List<Memory> BROKEN = new CopyOnWriteArrayList<>();

  private final Libtorch libtorch;
  private final Pointer stream;
  private final Pointer guard;
  private final long pool = NEXT_POOL.getAndIncrement();

  private CudaGraphs(Libtorch libtorch, Device device) {
    this.libtorch = libtorch;
    int index = Math.max(0, device.getDeviceId()); // a device without a number has -1
    this.stream = STREAMS.computeIfAbsent(index, id -> newStream(libtorch));
    libtorch.cudaDeviceSynchronize();
    PointerByReference entered = new PointerByReference();
    check(libtorch.enterStream(stream, index, entered), "enter a stream");
    this.guard = entered.getValue();
  }

  private static Pointer newStream(Libtorch libtorch) {
    PointerByReference stream = new PointerByReference();
    check(libtorch.cudaStreamCreateWithFlags(stream, NON_BLOCKING), "create a stream");
    return stream.getValue();
  }

  private static void check(int code, String what) {
    if (code != 0) {
      throw new IllegalStateException("Failed to %s on the GPU: error %d".formatted(what, code));
    }
  }

  /** Opens the recorder of a GPU for this thread; empty where there is none to be had. */
  public static Optional<CallRecorder> open(Device device) {
    if (!device.isGpu() || "off".equals(System.getenv(SWITCH)) || !BROKEN.isEmpty()) {
      return Optional.empty();
    }
    Engine.getEngine("PyTorch"); // loads the library
    try {
      NAMES.values().forEach(NativeLibrary.getInstance(LIBRARY)::getFunction);
      FunctionMapper names =
          (library, method) -> NAMES.getOrDefault(method.getName(), method.getName());
      Libtorch libtorch =
          Native.load(LIBRARY, Libtorch.class, Map.of(Library.OPTION_FUNCTION_MAPPER, names));
      return Optional.of(new CudaGraphs(libtorch, device));
    } catch (UnsatisfiedLinkError | IllegalStateException e) {
      LOGGER.warn("Steps are not recorded as CUDA graphs: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Recording record(Supplier<NDArray> call) {
    libtorch.cudaDeviceSynchronize();
    JniUtils.emptyCudaCache(); // a recording has memory of its own, as much as the call took
    Memory graph = new Memory(OBJECT_BYTES);
    graph.clear();
    libtorch.construct(graph);
    libtorch.begin(graph, 0, pool, THREAD_LOCAL);
    NDArray result;
    try {
      result = call.get();
    } catch (RuntimeException e) {
      abandon(graph);
      throw new IllegalStateException("Failed to record a CUDA graph: " + e.getMessage(), e);
    }
    if (!capturing()) {
      result.close();
      abandon(graph);
      throw new IllegalStateException("Failed to record a CUDA graph: the call waits for results");
    }
    libtorch.end(graph);
    return new Recorded(graph, result);
  }

  private boolean capturing() {
    IntByReference status = new IntByReference();
    return libtorch.cudaStreamIsCapturing(stream, status) == 0 && status.getValue() == CAPTURING;
  }

  private void abandon(Memory graph) {
    if (capturing()) {
      libtorch.end(graph);
      libtorch.destruct(graph);
    } else {
      // Ending it as usual would throw, and what C++ throws ends a JVM.
      libtorch.cudaStreamEndCapture(stream, new PointerByReference());
      libtorch.cudaGetLastError(); // forgets it
      BROKEN.add(graph);
    }
  }

  @Override
  public void close() {
    libtorch.cudaDeviceSynchronize();
    libtorch.leaveStream(guard);
    if (BROKEN.isEmpty()) { // or the allocator would refuse
      JniUtils.emptyCudaCache(); // what is kept for this stream is of no use to others
    }
  }

  private final class Recorded implements Recording {

    private final Memory graph;
    private final NDArray result;

    Recorded(Memory graph, NDArray result) {
      this.graph = graph;
      this.result = result;
    }

    @Override
    public NDArray repeat() {
      libtorch.replay(graph);
      return result;
    }

    @Override
    public void close() {
      libtorch.cudaDeviceSynchronize();
      result.close();
      libtorch.destruct(graph);
    }
  }
}
