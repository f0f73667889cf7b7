package io.sparing.meter;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The energy counters of a machine's processors (RAPL), as Linux shows them in {@code
 * /sys/class/powercap}. Those of whole packages are added up; their parts and the memory are left
 * out. Counters begin anew at a limit and must be read before they come to where they were: at 300
 * W about every ten minutes.
 */
final class Rapl implements EnergyCounter {

  static final Path ROOT = Path.of("/sys/class/powercap");

  /** The counter of one package. */
  private static final class Socket {

    private final Path counter;
    private final long range;
    private long last;
    private double microjoules;

    Socket(Path folder) throws IOException {
      this.counter = folder.resolve("energy_uj");
      this.range = number(folder.resolve("max_energy_range_uj"));
      this.last = number(counter);
    }

    double read() throws IOException {
      long now = number(counter);
      microjoules += now >= last ? now - last : now - last + range;
      last = now;
      return microjoules;
    }
  }

  private final List<Socket> packages;

  private Rapl(List<Socket> packages) {
    this.packages = packages;
  }

  /**
   * Opens the counters of all packages.
   *
   * @param root folder that lists them, {@link #ROOT}
   * @throws IOException if there are none, or they may not be read
   */
  static Rapl open(Path root) throws IOException {
    List<Socket> packages = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "intel-rapl:*")) {
      for (Path folder : folders) {
        if (ofPackage(folder)) {
          packages.add(new Socket(folder));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new IOException("no energy counter of the processor below " + root, e);
    }
    if (packages.isEmpty()) {
      throw new IOException("no energy counter of the processor below " + root);
    }
    return new Rapl(packages);
  }

  /** Parts of a package have another colon in their names; other domains are no packages. */
  private static boolean ofPackage(Path folder) throws IOException {
    return folder.getFileName().toString().matches("intel-rapl:[0-9]+")
        && Files.readString(folder.resolve("name")).startsWith("package");
  }

  private static long number(Path file) throws IOException {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (AccessDeniedException e) {
      throw new IOException("no permission to read %s".formatted(file), e);
    } catch (NumberFormatException e) {
      throw new IOException("no number in %s".formatted(file), e);
    }
  }

  @Override
  public synchronized double joules() throws IOException {
    double microjoules = 0;
    for (Socket each : packages) {
      microjoules += each.read();
    }
    return microjoules / 1e6;
  }

  @Override
  public double shortestSeconds() {
    return 0.1;
  }
}
