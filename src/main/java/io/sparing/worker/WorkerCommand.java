package io.sparing.worker;

import io.sparing.process.MemoryLimit;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command line and environment of a worker. */
final class WorkerCommand {

  private static final List<String> THREAD_VARIABLES =
      List.of(
          "OMP_NUM_THREADS",
          "MKL_NUM_THREADS",
          "OPENBLAS_NUM_THREADS",
          "VECLIB_MAXIMUM_THREADS",
          "RAYON_NUM_THREADS");

  private WorkerCommand() {}

  /** Returns a builder whose standard error goes to the log file. */
  static ProcessBuilder build(WorkerSettings settings, Path log, Path scratch) {
    ProcessBuilder builder = new ProcessBuilder(arguments(settings, log, scratch));
    Map<String, String> environment = builder.environment();
    for (String name : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      environment.remove(name);
    }
    String threads = String.valueOf(settings.threads());
    THREAD_VARIABLES.forEach(name -> environment.put(name, threads));
    if (!StandardCharsets.UTF_8.name().equals(System.getProperty("sun.jnu.encoding"))) {
      environment.put("LC_ALL", "C.UTF-8"); // else names of files lose letters beyond ASCII
    }
    environment.putAll(MemoryLimit.environment(settings.memoryLimitBytes()));
    environment.putAll(settings.environment());
    keepNatives(environment);
    return builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  /**
   * Names a folder for libtorch where DJL cannot unpack it below the home, so that not every worker
   * unpacks its own.
   */
  private static void keepNatives(Map<String, String> environment) {
    String cache = environment.getOrDefault("SPARING_CACHE", "");
    if (!cache.isEmpty() && !Files.isWritable(Path.of(System.getProperty("user.home")))) {
      environment.putIfAbsent("DJL_CACHE_DIR", Path.of(cache, "djl").toString());
    }
  }

  private static List<String> arguments(WorkerSettings settings, Path log, Path scratch) {
    return List.of(
        settings.java().isEmpty() ? ownJava() : settings.java(),
        "-Xmx" + settings.maxHeap(),
        "-XX:+UseSerialGC",
        "-Dfile.encoding=UTF-8",
        "-Dstderr.encoding=UTF-8",
        "-Xshare:auto",
        "-XX:-UsePerfData",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + log.resolveSibling("hs_err_%p.log"),
        "-Djava.io.tmpdir=" + scratch,
        "-Dai.djl.pytorch.num_threads=" + settings.threads(),
        "-Dai.djl.pytorch.num_interop_threads=1",
        "-Dai.djl.offline=true",
        "-Doffline=true",
        "-DOPT_OUT_TRACKING=true",
        "-Dsparing.runner=" + settings.runner(),
        "-cp",
        settings.classPath(),
        WorkerMain.class.getName());
  }

  private static String ownJava() {
    return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
  }
}
