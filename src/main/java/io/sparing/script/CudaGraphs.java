package io.sparing.script;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records calls as CUDA graphs: hundreds of kernels are then launched at once. While this is open,
 * all that its thread asks of libtorch goes to a stream of its own, since the usual one cannot be
 * recorded.
 *
 * <p>Neither DJL nor TorchScript offers this, so libtorch's own class {@code at::cuda::CUDAGraph}
 * is called, by the names that its methods have in the library.
 */
public final class CudaGraphs implements CallRecorder {

  private static final Logger LOGGER = LoggerFactory.getLogger(CudaGraphs.class);

  /** Turns recording off where it is {@code off}; for comparing. */
  private static final String SWITCH = "SPARING_CUDA_GRAPHS";

  private static final int NON_BLOCKING = 1;
  private static final int THREAD_LOCAL = 1;
  private static final int CAPTURING = 1;

  /** Far more than the object takes. */
  private static final int OBJECT_BYTES = 4096;

  /** One recorder at a time has the stream. */
  private static final AtomicBoolean OPEN = new AtomicBoolean();

  /** libtorch counts its own pools from 1. */
  private static final AtomicLong NEXT_POOL = new AtomicLong(1L << 32);

  /**
   * Graphs whose recording broke off: the allocator still asks them whether memory is theirs. No
   * more are recorded then.
   */
  private static final List<Memory> BROKEN = new CopyOnWriteArrayList<>();

  /** libtorch keeps memory and workspaces by stream, so a process has but one; null at first. */
  private static Pointer stream;

  private final CudaLibrary library;
  private final Pointer guard;
  private long pool;
  private int recordings;
  private long recordedBytes;

  private CudaGraphs(CudaLibrary library) {
    this.library = library;
    createStream(library);
    library.cudaDeviceSynchronize();
    PointerByReference entered = new PointerByReference();
    check(library.enterStream(stream, 0, entered), "enter a stream");
    this.guard = entered.getValue();
  }

  private static void createStream(CudaLibrary library) {
    if (stream == null) {
      PointerByReference made = new PointerByReference();
      check(library.cudaStreamCreateWithFlags(made, NON_BLOCKING), "create a stream");
      stream = made.getValue();
    }
  }

  private static void check(int code, String what) {
    if (code != 0) {
      throw new IllegalStateException("Failed to %s on the GPU: error %d".formatted(what, code));
    }
  }

  /**
   * Opens the recorder of the first GPU for this thread. Returns nothing where there is none: on
   * other devices, while another is open, and after a recording broke off.
   */
  public static Optional<CallRecorder> open(Device device) {
    boolean first = device.isGpu() && device.getDeviceId() <= 0; // -1 where no number was given
    if (!first
        || "off".equals(System.getenv(SWITCH))
        || !BROKEN.isEmpty()
        || !OPEN.compareAndSet(false, true)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CudaGraphs(CudaLibrary.load()));
    } catch (UnsatisfiedLinkError | IllegalStateException e) {
      OPEN.set(false);
      LOGGER.warn("Steps are not recorded as CUDA graphs: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Recording record(Supplier<NDArray> call) {
    if (recordings == 0) {
      pool = NEXT_POOL.getAndIncrement(); // libtorch forgets a pool with its last recording
      recordedBytes = 0;
    }
    emptyCache(library); // so that the call finds as much memory as it took before
    long free = freeBytes();
    Memory graph = new Memory(OBJECT_BYTES);
    graph.clear();
    library.construct(graph);
    library.begin(graph, 0, pool, THREAD_LOCAL);
    NDArray result = null;
    try {
      result = call.get();
    } catch (RuntimeException e) {
      throw new IllegalStateException("Failed to record a CUDA graph: " + e.getMessage(), e);
    } finally {
      if (result == null) {
        abandon(graph);
      }
    }
    if (!capturing()) {
      result.close();
      abandon(graph);
      throw new IllegalStateException("Failed to record a CUDA graph: the call waits for results");
    }
    library.end(graph);
    recordedBytes += Math.max(0, free - freeBytes());
    recordings++;
    return new Recorded(graph, result);
  }

  @Override
  public boolean hasRoom(double times) {
    double needed = recordedBytes * times;
    if (freeBytes() < needed) {
      emptyCache(library);
    }
    return freeBytes() >= needed;
  }

  /** Returns the free memory in bytes, without what libtorch keeps for later calls. */
  private long freeBytes() {
    LongByReference free = new LongByReference();
    check(library.cudaMemGetInfo(free, new LongByReference()), "ask for free memory");
    return free.getValue();
  }

  /**
   * Gives back the memory that libtorch keeps, unless a recording broke off: then the allocator
   * would refuse.
   */
  static void emptyCache(CudaLibrary library) {
    library.cudaDeviceSynchronize();
    if (BROKEN.isEmpty()) {
      JniUtils.emptyCudaCache();
    }
  }

  private boolean capturing() {
    IntByReference status = new IntByReference();
    return library.cudaStreamIsCapturing(stream, status) == 0 && status.getValue() == CAPTURING;
  }

  private void abandon(Memory graph) {
    if (capturing()) {
      library.end(graph);
      library.destruct(graph);
      emptyCache(library);
    } else {
      // Ending it as usual would throw, and what C++ throws ends a JVM.
      library.cudaStreamEndCapture(stream, new PointerByReference());
      library.cudaGetLastError();
      BROKEN.add(graph);
    }
  }

  @Override
  public void close() {
    library.leaveStream(guard);
    OPEN.set(false);
    emptyCache(library); // what is kept for this stream is of no use to others
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
      library.replay(graph);
      return result;
    }

    @Override
    public void close() {
      library.cudaDeviceSynchronize();
      result.close();
      library.destruct(graph);
      recordings--;
    }
  }
}
