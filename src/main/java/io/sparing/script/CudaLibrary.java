package io.sparing.script;

import ai.djl.engine.Engine;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;

/**
 * What DJL does not offer of libtorch for CUDA and of the CUDA runtime that it depends on. Codes
 * are 0 where all went well. What the methods of {@code at::cuda::CUDAGraph} throw ends the JVM.
 */
interface CudaLibrary extends Library {

  String NAME = "libtorch_cuda.so";

  /** Names in the library, as its compiler gave them, of those that have another here. */
  Map<String, String> NAMES =
      Map.of(
          "enterStream", "aoti_torch_create_cuda_stream_guard",
          "leaveStream", "aoti_torch_delete_cuda_stream_guard",
          "construct", "_ZN2at4cuda9CUDAGraphC1Ev",
          "begin", "_ZN2at4cuda9CUDAGraph13capture_beginESt4pairIyyE21cudaStreamCaptureMode",
          "end", "_ZN2at4cuda9CUDAGraph11capture_endEv",
          "replay", "_ZN2at4cuda9CUDAGraph6replayEv",
          "destruct", "_ZN2at4cuda9CUDAGraphD1Ev");

  /** Sends the thread's calls of libtorch to a stream from here on. */
  int enterStream(Pointer stream, int device, PointerByReference guard);

  /** Returns to the stream that was used before. */
  int leaveStream(Pointer guard);

  /** Makes a {@code CUDAGraph} in memory that was set aside for it. */
  void construct(Pointer graph);

  /** Starts recording. The pool's id is a pair, which is passed as its two halves. */
  void begin(Pointer graph, long pool, long graphPool, int mode);

  /** Ends recording; it must not have broken off. */
  void end(Pointer graph);

  void replay(Pointer graph);

  void destruct(Pointer graph);

  int cudaStreamCreateWithFlags(PointerByReference stream, int flags);

  int cudaStreamIsCapturing(Pointer stream, IntByReference status);

  int cudaStreamEndCapture(Pointer stream, PointerByReference graph);

  int cudaMemGetInfo(LongByReference free, LongByReference total);

  int cudaDeviceSynchronize();

  /** Forgets the last error. */
  int cudaGetLastError();

  /**
   * Finds the library that DJL has loaded, and every function in it.
   *
   * @throws UnsatisfiedLinkError if it, or a function, is not there
   */
  static CudaLibrary load() {
    Engine.getEngine("PyTorch"); // loads it
    NativeLibrary library = NativeLibrary.getInstance(NAME);
    for (Method method : CudaLibrary.class.getDeclaredMethods()) {
      if (Modifier.isAbstract(method.getModifiers())) {
        library.getFunction(name(method));
      }
    }
    FunctionMapper mapper = (it, method) -> name(method);
    return Native.load(NAME, CudaLibrary.class, Map.of(Library.OPTION_FUNCTION_MAPPER, mapper));
  }

  private static String name(Method method) {
    return NAMES.getOrDefault(method.getName(), method.getName());
  }
}
