package io.sparing.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
      List<Process> processes = List.of(start(server.source()), start(server.source()));
      for (Process process : processes) {
        Path file = lastLine(process);
        assertThat(file).hasBinaryContent(server.content());
        assertThat(process.waitFor()).isZero();
      }
      assertThat(server.ranges()).containsExactly("null");
    }
  }

  @Test
  void processesThatUnpackAtOnceFindTheSameMember() throws Exception {
    int bytes = 40 << 20;
    try (FileServer server = new FileServer(ZipFiles.ofZeros("set/zeros.bin", bytes))) {
      server.always(
          exchange -> {
            FileServer.rest(1000);
            server.ranged().give(exchange);
          });
      Source archive = server.source("set/zeros.zip");
      List<Process> processes =
          List.of(start(archive, "set/zeros.bin"), start(archive, "set/zeros.bin"));
      for (Process process : processes) {
        Path file = lastLine(process);
        assertThat(file).endsWith(Path.of("set", "zeros.bin")).hasSize(bytes);
        assertThat(new ArchiveMember(archive, "set/zeros.bin").damage(cached(archive), file))
            .isEmpty();
        assertThat(process.waitFor()).isZero();
      }
      assertThat(server.ranges()).containsExactly("null");
    }
  }

  private Path cached(Source source) throws IOException {
    return new SourceFolders(cache, List.of()).cached(source).resolve(source.path());
  }

  private static Path lastLine(Process process) {
    return Path.of(
        process.inputReader(StandardCharsets.UTF_8).lines().reduce((a, b) -> b).orElseThrow());
  }

  @Test
  void aKilledDownloadShowsNoFileAndTheNextGoesOn() throws Exception {
    try (FileServer server = new FileServer(BYTES)) {
      server.then(server.hangAfter(HALF));
      kill(start(server.source()));
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

  private Process start(Source source, String... member) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/test-classes" + File.pathSeparator + "target/classes",
                Fetching.class.getName(),
                cache.toString(),
                source.path(),
                source.address().orElseThrow().toString(),
                source.sha256(),
                String.valueOf(source.bytes())));
    command.addAll(List.of(member));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
