package io.sparing.process;

import io.sparing.trial.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Stream;

/** Says what a process knows about itself for the {@link Provenance} of its results. */
public final class Provenances {

  private static final String CODE_VERSION = codeVersion();
  private static final String JVM =
      System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version");
  private static final String DJL = property("/ai/djl/engine/api.properties", "djl_version");
  private static final String PYTORCH = property("/native/lib/pytorch.properties", "version");
  private static final String HARDWARE = hardware();
  private static final String HOST = hostName();

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
    return new Provenance(
        CODE_VERSION,
        JVM,
        DJL,
        PYTORCH,
        HARDWARE,
        HOST,
        threads,
        device,
        weightsSha256,
        dataSha256,
        lanes,
        startedAt,
        finishedAt);
  }

  private static String codeVersion() {
    String version = Provenances.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  private static String property(String resource, String name) {
    try (InputStream in = Provenances.class.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty(name, "");
    } catch (IOException e) {
      return "";
    }
  }

  private static String hardware() {
    String cores = ", " + Runtime.getRuntime().availableProcessors() + " cores";
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse(System.getProperty("os.arch"))
          + cores;
    } catch (IOException e) {
      return System.getProperty("os.arch") + cores;
    }
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
