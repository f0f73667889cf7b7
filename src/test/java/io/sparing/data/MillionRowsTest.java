package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file in a JVM of its own, whose heap is a limit that it cannot pass. */
@Tag("slow")
class MillionRowsTest {

  private static final int ROWS = 1_000_000;

  @TempDir private Path folder;

  /** Looks through a file and prints what was found and how long it took. */
  public static final class Check {

    private Check() {}

    public static void main(String[] arguments) {
      OwnColumns columns = new OwnColumns("text", "label", "", "", new HoldOut(0.1, 0.1));
      long start = System.nanoTime();
      DataReport report =
          Datasets.check(
                  arguments[0],
                  new DataSettings(Optional.of(columns), Validation.WARN),
                  ResolvedFiles.in(List.of()))
              .orElseThrow();
      System.out.printf(
          "%d rows, %s, %.1f s%n",
          report.rows(), report.findings(), (System.nanoTime() - start) / 1e9);
    }
  }

  private Path table() throws IOException {
    Path file = folder.resolve("large.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("text,label\n");
      String words = "the quick brown fox jumps over the lazy dog and then, ".repeat(12);
      for (int i = 0; i < ROWS; i++) {
        out.write("\"%d %s\",%d\n".formatted(i, i == 777_777 ? "" : words, i % 4));
      }
      out.write(",0\n");
    }
    return file;
  }

  @Test
  void aMillionRowsAreCheckedAsAStream() throws IOException, InterruptedException {
    Path file = table();
    assertThat(Files.size(file)).isGreaterThan(600_000_000L);
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Check.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).startsWith("1000001 rows, [large.csv:1000002: empty text], ");
    System.out.println("A million rows with -Xmx256m: " + said.strip());
  }
}
