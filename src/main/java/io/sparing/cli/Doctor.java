package io.sparing.cli;

import io.sparing.sources.SourceFolders;
import io.sparing.text.Printable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at this machine.
 *
 * @param environment of this process
 * @param cache where files from elsewhere are kept
 * @param results where results go by default
 * @param home Sparing's folder
 */
record Doctor(Map<String, String> environment, Path cache, Path results, Path home) {

  private static final long GIB = 1L << 30;
  private static final long LITTLE_MEMORY = 3 * GIB;
  private static final long LEAST_DISK = GIB / 2;
  private static final long LITTLE_DISK = 5 * GIB;
  private static final int OLDEST_JAVA = 17;

  static Doctor ofThisMachine() {
    return new Doctor(
        System.getenv(), SourceFolders.ofThisProcess().cache(), Home.results(), Home.folder());
  }

  /** Returns all that was found. */
  List<Diagnosis> examine() {
    List<Diagnosis> all = new ArrayList<>();
    all.add(java());
    all.add(maven());
    memory().ifPresent(all::add);
    swap().ifPresent(all::add);
    all.addAll(natives());
    all.add(spark());
    all.add(locale());
    all.addAll(folder("cache", cache, "set SPARING_CACHE to a folder that can be written"));
    all.addAll(folder("results", results, "give --results a folder that can be written"));
    return all;
  }

  private static List<Diagnosis> natives() {
    try {
      return Natives.examine();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static Diagnosis java() {
    String found = "%s, %d cores".formatted(Runtime.version(), Machine.cores());
    return Runtime.version().feature() >= OLDEST_JAVA
        ? Diagnosis.good("Java", found)
        : Diagnosis.broken("Java", found, "install a JDK 17 or later, or point JAVA_HOME at one");
  }

  private Diagnosis maven() {
    boolean there =
        Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mvn")));
    return there
        ? Diagnosis.good("Maven", "there")
        : Diagnosis.odd("Maven", "not on the PATH", "install it to build Sparing anew");
  }

  private static Optional<Diagnosis> memory() {
    return meminfo("MemAvailable")
        .map(
            free ->
                free >= LITTLE_MEMORY
                    ? Diagnosis.good("memory", Words.bytes((double) free) + " free")
                    : Diagnosis.odd(
                        "memory",
                        Words.bytes((double) free) + " free",
                        "end other programs or use --slots 1; a trial needs 1 to 2 GiB"));
  }

  private static Optional<Diagnosis> swap() {
    return meminfo("SwapTotal")
        .map(
            total -> {
              long used = total - meminfo("SwapFree").orElse(total);
              String found =
                  total == 0
                      ? "none"
                      : "%s of %s in use"
                          .formatted(Words.bytes((double) used), Words.bytes((double) total));
              return used <= GIB
                  ? Diagnosis.good("swap", found)
                  : Diagnosis.odd(
                      "swap", found, "end other programs; what is swapped slows measured times");
            });
  }

  /** Returns a line of the kernel's table in bytes; empty on other systems. */
  private static Optional<Long> meminfo(String name) {
    try {
      Matcher line =
          Pattern.compile("(?m)^" + name + ": *([0-9]+) kB")
              .matcher(Files.readString(Path.of("/proc/meminfo")));
      return line.find() ? Optional.of(Long.parseLong(line.group(1)) << 10) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Diagnosis spark() {
    String folder = environment.getOrDefault("SPARK_HOME", "");
    if (!folder.isEmpty()) {
      return Files.isExecutable(Path.of(folder, "bin", "spark-submit"))
          ? Diagnosis.good("Spark", "spark-submit of " + Printable.of(folder))
          : Diagnosis.broken(
              "Spark",
              "SPARK_HOME is %s, which has no bin/spark-submit".formatted(Printable.of(folder)),
              "set SPARK_HOME to a Spark 4 folder, or unset it");
    }
    Path list = home.resolve("target").resolve("driver.classpath");
    try {
      String jars = Files.readString(list).strip();
      Optional<String> missing =
          Arrays.stream(jars.split(File.pathSeparator, -1))
              .filter(jar -> !Files.isRegularFile(Path.of(jar)))
              .findFirst();
      return missing
          .map(jar -> Diagnosis.broken("Spark", "cannot find " + jar, "run ./submit.sh build"))
          .orElseGet(() -> Diagnosis.good("Spark", "embedded"));
    } catch (IOException e) {
      return Diagnosis.broken("Spark", "not built", "run ./submit.sh build");
    }
  }

  private static Diagnosis locale() {
    String names = System.getProperty("sun.jnu.encoding", "");
    boolean right =
        names.equals(StandardCharsets.UTF_8.name())
            && Charset.defaultCharset().equals(StandardCharsets.UTF_8);
    return right
        ? Diagnosis.good("locale", "UTF-8")
        : Diagnosis.odd(
            "locale",
            names + "; names beyond ASCII cannot be read",
            "install a UTF-8 locale, or set LC_ALL=C.UTF-8");
  }

  private static List<Diagnosis> folder(String what, Path folder, String remedy) {
    Optional<String> objection = WritableFolder.objection(folder);
    if (objection.isPresent()) {
      return List.of(Diagnosis.broken(what, objection.get(), remedy));
    }
    try {
      long bytes = Files.exists(folder) ? FolderSize.of(folder).bytes() : 0;
      String found = "%s (%s)".formatted(Printable.of(folder), Words.bytes((double) bytes));
      return List.of(Diagnosis.good(what, found), disk(what, folder));
    } catch (IOException e) {
      return List.of(Diagnosis.broken(what, "cannot be read: " + Printable.of(folder), remedy));
    }
  }

  private static Diagnosis disk(String what, Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    long free = Files.getFileStore(there).getUsableSpace();
    String name = "disk of " + what;
    String found = Words.bytes((double) free) + " free";
    if (free >= LITTLE_DISK) {
      return Diagnosis.good(name, found);
    }
    String remedy = "make room (./submit.sh cache clean), or move the folder";
    return free >= LEAST_DISK
        ? Diagnosis.odd(name, found, remedy)
        : Diagnosis.broken(name, found, remedy);
  }
}
