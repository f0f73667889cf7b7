package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.data.DataFile;
import io.sparing.data.FileFormat;
import io.sparing.data.Split;
import io.sparing.sources.DownloadListener;
import io.sparing.sources.FileServer;
import io.sparing.sources.Resolver;
import io.sparing.sources.Sha256;
import io.sparing.sources.Source;
import io.sparing.sources.SourceException;
import io.sparing.sources.SourceFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFilesTest {

  private final StringWriter out = new StringWriter();
  private final Source train = source("set/train.tsv", "train");
  private final Source test = source("set/test.tsv", "test");
  private final List<Source> both = List.of(train, test);

  @TempDir Path folder;

  private Path mirror;
  private DataFiles files;

  @BeforeEach
  void open() throws IOException {
    mirror = Files.createDirectories(folder.resolve("mirror"));
    Files.createDirectory(mirror.resolve("set"));
    Resolver resolver =
        new Resolver(
            new SourceFolders(folder.resolve("cache"), List.of(mirror)), DownloadListener.NONE);
    files = new DataFiles(resolver, new PrintWriter(out, true));
  }

  @Test
  void whatIsMissingIsCounted() throws IOException {
    assertThat(files.place(List.of())).isEqualTo("with Sparing");
    assertThat(files.place(both)).isEqualTo("missing 2 of 2");
    write(train, "train");
    assertThat(files.place(both)).isEqualTo("missing 1 of 2");
    write(test, "other");
    assertThat(files.place(both)).isEqualTo("mirror");
  }

  @Test
  void fetchedFilesAreNamed() throws IOException {
    write(train, "train");
    write(test, "test");
    files.fetch(both);
    assertThat(out.toString()).contains(mirror.resolve("set/train.tsv").toString(), "set/test.tsv");
  }

  @Test
  void whatCannotBeHadIsRefused() throws IOException {
    write(train, "train");
    assertThatThrownBy(() -> files.fetch(both))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("Cannot resolve set/test.tsv from cache and mirrors ");
  }

  @Test
  void whatIsHereIsReadAndNothingIsDownloaded() throws IOException {
    byte[] content = "train".getBytes(StandardCharsets.UTF_8);
    try (FileServer server = new FileServer(content)) {
      DataFile file =
          new DataFile(
              train.path(),
              train.sha256(),
              train.bytes(),
              server.address(),
              Split.TRAIN,
              FileFormat.SQUAD,
              null,
              Map.of(),
              false);
      write(train, "brain");
      assertThatThrownBy(() -> files.here().find("set", file))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("expected SHA-256 " + train.sha256());
      write(train, "train");
      assertThat(files.here().find("set", file)).isEqualTo(mirror.resolve(train.path()));
      assertThat(server.ranges()).isEmpty();
      write(train, "brain");
      files.fetch(List.of(file.source()));
      assertThat(server.ranges()).hasSize(1);
    }
  }

  @Test
  void verifyingNamesTheWrongFile() throws IOException {
    write(train, "train");
    write(test, "test");
    assertThat(files.verify(both)).isTrue();
    write(test, "tent");
    assertThat(files.verify(both)).isFalse();
    assertThat(out.toString().lines().toList())
        .contains("ok       " + mirror.resolve("set/train.tsv"))
        .last()
        .asString()
        .startsWith("WRONG    %s: expected SHA-256 ".formatted(mirror.resolve("set/test.tsv")))
        .endsWith("; put the right file there");
  }

  @Test
  void verifyingNamesTheMissingFile() throws IOException {
    write(train, "train");
    assertThat(files.verify(both)).isFalse();
    assertThat(out.toString()).contains("MISSING  set/test.tsv: not in the cache");
  }

  @Test
  void progressIsALineATenth() {
    Source large = Source.mirrored("set/large.bin", Sha256.of("x"), 10 << 20);
    DownloadProgress progress = new DownloadProgress(new PrintWriter(out), false);
    for (long bytes = 1 << 17; bytes <= 10 << 20; bytes += 1 << 17) {
      progress.progressed(large, bytes);
    }
    progress.retrying(large, Duration.ofMillis(1500), "the server answered 503");
    assertThat(out.toString().lines())
        .hasSize(12)
        .contains("set/large.bin  50 % of 10 MiB", "set/large.bin  100 % of 10 MiB")
        .endsWith("set/large.bin: the server answered 503; again in 1.5 s");
  }

  private void write(Source source, String text) throws IOException {
    Files.writeString(mirror.resolve(source.path()), text);
  }

  private static Source source(String path, String text) {
    return Source.mirrored(path, Sha256.of(text), text.length());
  }
}
