package io.sparing.process;

import io.sparing.script.Libtorch;
import io.sparing.trial.Build;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.GpuModel;
import io.sparing.trial.Processor;
import io.sparing.trial.Provenance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Says what a process knows about itself for the {@link Provenance} of its results. */
public final class Provenances {

  private static final String CODE_VERSION = codeVersion();
  private static final String JVM =
      System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version");
  private static final String DJL =
      ThisBuild.properties("/ai/djl/engine/api.properties").getProperty("djl_version", "");
  private static final String PACKAGED_PYTORCH =
      ThisBuild.properties("/native/lib/pytorch.properties").getProperty("version", "");
  private static final String HOST = hostName();
  private static final Build BUILD = ThisBuild.find();
  private static final Processor PROCESSOR = ThisProcessor.find();

  /** The variable that tells workers how many trials the machine runs at a time. */
  private static final String SLOTS = "SPARING_SLOTS";

  /** Asks the driver when the first result of a GPU needs it. */
  private static final class OfGpu {
    private static final GpuModel GPU = ThisGpu.find();
  }

  private Provenances() {}

  /**
   * Returns the provenance of a result of this process that read neither weights nor data.
   *
   * @param threads native threads
   * @param device {@code cpu} or {@code gpu}
   * @param startedAt when the trial began
   * @param finishedAt when it ended
   */
  public static Provenance ofThisProcess(
      int threads, String device, Instant startedAt, Instant finishedAt) {
    return ofThisProcess(threads, device, "", "", 1, startedAt, finishedAt);
  }

  /**
   * Returns the provenance of a result with the checksums of what was read and the lanes that
   * shared the step.
   */
  public static Provenance ofThisProcess(
      int threads,
      String device,
      String weightsSha256,
      String dataSha256,
      int lanes,
      Instant startedAt,
      Instant finishedAt) {
    GpuModel gpu = device.equals(DeviceKind.GPU.text()) ? OfGpu.GPU : GpuModel.NONE;
    return new Provenance(
        CODE_VERSION,
        JVM,
        DJL,
        Libtorch.loadedVersion().orElse(PACKAGED_PYTORCH),
        hardware(device, gpu),
        HOST,
        threads,
        device,
        weightsSha256,
        dataSha256,
        lanes,
        startedAt,
        finishedAt,
        BUILD,
        PROCESSOR,
        gpu,
        slots(System.getenv()));
  }

  /** Returns the environment that tells workers how many trials the machine runs at a time. */
  public static Map<String, String> environment(int slots) {
    return Map.of(SLOTS, String.valueOf(slots));
  }

  private static int slots(Map<String, String> environment) {
    String slots = environment.getOrDefault(SLOTS, "");
    return slots.matches("[0-9]{1,4}") ? Integer.parseInt(slots) : 0;
  }

  private static String codeVersion() {
    String version = Provenances.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  private static String hardware(String device, GpuModel gpu) {
    if (device.equals(DeviceKind.GPU.text())) {
      return gpu.name();
    }
    String model = PROCESSOR.model().isEmpty() ? System.getProperty("os.arch") : PROCESSOR.model();
    return "%s, %d cores".formatted(model, PROCESSOR.cores());
  }

  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "";
      }
    }
  }
}
