package io.sparing.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ProcessesTest {

  private static final int BYTES = 200_000;
  private static final int HALF = BYTES / 2;

  @TempDir Path cache;

  @Test
  void processesThatAskAtOnceDownloadOnce() throws Exception {
    try (FileServer server = new FileServer(BYTES)) {
      server.always(
          exchange -> {
            FileServer.rest(1000);
            server.ranged().give(exchange);
          });
      List<Process> processes = List.of(start(server), start(server));
      for (Process process : processes) {
        Path file =
            Path.of(
                process
                    .inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .reduce((a, b) -> b)
                    .orElseThrow());
        assertThat(file).hasBinaryContent(server.content());
        assertThat(process.waitFor()).isZero();
      }
      assertThat(server.ranges()).containsExactly("null");
    }
  }

  @Test
  void aKilledDownloadShowsNoFileAndTheNextGoesOn() throws Exception {
    try (FileServer server = new FileServer(BYTES)) {
      server.then(server.hangAfter(HALF));
      kill(start(server));
      Resolver resolver = new Resolver(new SourceFolders(cache, List.of()), DownloadListener.NONE);
      assertThat(resolver.copies(server.source())).isEmpty();
      assertThat(cache.resolve("sources")).doesNotExist();
      assertThat(resolver.resolve(server.source())).hasBinaryContent(server.content());
      assertThat(server.ranges()).containsExactly("null", "bytes=" + HALF + "-");
      assertThat(server.conditions()).containsExactly("null", FileServer.TAG);
    }
  }

  /** As soon as it has what the server gives. */
  private static void kill(Process process) throws IOException, InterruptedException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.equals(String.valueOf(HALF))) {
      line = lines.readLine();
    }
    assertThat(line).isNotNull();
    assertThat(process.destroyForcibly().waitFor()).isNotZero();
  }

  private Process start(FileServer server) throws IOException {
    Source source = server.source();
    return new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            "target/test-classes" + File.pathSeparator + "target/classes",
            Fetching.class.getName(),
            cache.toString(),
            source.path(),
            server.address(),
            source.sha256(),
            String.valueOf(source.bytes()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
