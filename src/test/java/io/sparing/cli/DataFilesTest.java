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
import io.sparing.sources.ZipFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
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
  private final DataFile train = file("set/train.tsv", "train", "", "");
  private final DataFile test = file("set/test.tsv", "test", "", "");
  private final List<DataFile> both = List.of(train, test);

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
    assertThat(files.place(set(List.of()))).isEqualTo("with Sparing");
    assertThat(files.place(set(both))).isEqualTo("missing 2 of 2");
    write(train, "train");
    assertThat(files.place(set(both))).isEqualTo("missing 1 of 2");
    write(test, "other");
    assertThat(files.place(set(both))).isEqualTo("mirror");
  }

  @Test
  void fetchedFilesAreNamed() throws IOException {
    write(train, "train");
    write(test, "test");
    files.fetch(set(both));
    assertThat(out.toString()).contains(mirror.resolve("set/train.tsv").toString(), "set/test.tsv");
  }

  @Test
  void whatCannotBeHadIsRefused() throws IOException {
    write(train, "train");
    assertThatThrownBy(() -> files.fetch(set(both)))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("Cannot resolve set/test.tsv from cache and mirrors ");
  }

  @Test
  void whatIsHereIsReadAndNothingIsDownloaded() throws IOException {
    byte[] content = "train".getBytes(StandardCharsets.UTF_8);
    try (FileServer server = new FileServer(content)) {
      DataFile file = file(train.path(), "train", server.address(), "");
      write(train, "brain");
      assertThatThrownBy(() -> files.here().find("set", file))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("expected SHA-256 " + train.sha256());
      write(train, "train");
      assertThat(files.here().find("set", file)).isEqualTo(mirror.resolve(train.path()));
      assertThat(server.ranges()).isEmpty();
      write(train, "brain");
      files.fetch(set(List.of(file)));
      assertThat(server.ranges()).hasSize(1);
    }
  }

  private static FileSet set(List<DataFile> files) {
    return FileSet.of("set", "", files);
  }

  @Test
  void verifyingNamesTheWrongFile() throws IOException {
    write(train, "train");
    write(test, "test");
    assertThat(files.verify(set(both))).isTrue();
    write(test, "tent");
    assertThat(files.verify(set(both))).isFalse();
    assertThat(out.toString().lines().toList())
        .contains("ok       " + mirror.resolve("set/train.tsv"))
        .last()
        .asString()
        .startsWith("WRONG    %s: expected SHA-256 ".formatted(mirror.resolve("set/test.tsv")))
        .endsWith("; put the right file there");
  }

  @Test
  void verifyingGoesOnBehindAFileThatCannotBeRead() throws IOException {
    write(train, "train");
    try (FileSystem zip =
        ZipFiles.unreadable(folder.resolve("mirror.zip"), train.path(), "train")) {
      SourceFolders folders =
          new SourceFolders(folder.resolve("cache"), List.of(zip.getPath("/"), mirror));
      DataFiles both =
          new DataFiles(new Resolver(folders, DownloadListener.NONE), new PrintWriter(out, true));
      assertThat(both.verify(set(List.of(train)))).isFalse();
    }
    List<String> lines = lines();
    assertThat(lines).hasSize(2).last().isEqualTo("ok       " + mirror.resolve("set/train.tsv"));
    assertThat(lines.get(0))
        .startsWith("WRONG    /set/train.tsv: cannot be read: ")
        .endsWith("; put the right file there");
  }

  @Test
  void verifyingNamesTheMissingFile() throws IOException {
    write(train, "train");
    assertThat(files.verify(set(both))).isFalse();
    assertThat(out.toString()).contains("MISSING  set/test.tsv: not in the cache");
  }

  @Test
  void anArchiveOfTwoFilesIsFetchedAndVerifiedOnce() throws IOException {
    byte[] zip = ZipFiles.of(Map.of("train.tsv", "train", "test.tsv", "test"));
    try (FileServer server = new FileServer(zip)) {
      List<DataFile> members =
          List.of(
              file("set/all.zip", zip, server.address(), "train.tsv"),
              file("set/all.zip", zip, server.address(), "test.tsv"));
      assertThat(files.place(set(members))).isEqualTo("after 0.0 MiB of download");
      assertThat(files.verify(set(members))).isFalse();
      assertThat(lines())
          .containsExactly("MISSING  set/all.zip: not in the cache and in no mirror");
      assertThatThrownBy(() -> files.here().find("set", members.get(0)))
          .isInstanceOf(SourceException.class);
      assertThat(server.ranges()).isEmpty();

      files.fetch(set(members));
      assertThat(server.ranges()).hasSize(1);
      assertThat(files.place(set(members))).isEqualTo("cache");
      Path train = files.here().find("set", members.get(0));
      Path test = files.here().find("set", members.get(1));
      assertThat(test).hasContent("test");
      assertThat(lines())
          .hasSize(3)
          .contains("train.tsv in set/all.zip  " + train, "test.tsv in set/all.zip  " + test);

      assertThat(files.verify(set(members))).isTrue();
      assertThat(lines()).hasSize(3).allMatch(line -> line.startsWith("ok       "));
      Files.writeString(test, "tent");
      assertThat(files.verify(set(members))).isFalse();
      assertThat(lines())
          .hasSize(3)
          .last()
          .asString()
          .startsWith("WRONG    %s: expected CRC-32 ".formatted(test))
          .endsWith("; delete it");
      Files.delete(test);
      assertThat(files.verify(set(members))).isTrue();
      assertThat(server.ranges()).hasSize(1);
    }
  }

  @Test
  void anArchiveThatIsWrongIsNotLookedInto() throws IOException {
    byte[] zip = ZipFiles.of(Map.of("train.tsv", "train"));
    DataFile member = file("set/all.zip", zip, "", "train.tsv");
    Files.write(mirror.resolve("set/all.zip"), zip);
    files.fetch(set(List.of(member)));
    Files.write(mirror.resolve("set/all.zip"), new byte[zip.length]);
    out.getBuffer().setLength(0);
    assertThat(files.verify(set(List.of(member)))).isFalse();
    assertThat(lines()).singleElement().asString().startsWith("WRONG    " + mirror);
  }

  /** What was printed since the last call. */
  private List<String> lines() {
    List<String> lines = out.toString().lines().toList();
    out.getBuffer().setLength(0);
    return lines;
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

  private void write(DataFile source, String text) throws IOException {
    Files.writeString(mirror.resolve(source.path()), text);
  }

  private static DataFile file(String path, String text, String address, String member) {
    return file(path, text.getBytes(StandardCharsets.UTF_8), address, member);
  }

  private static DataFile file(String path, byte[] content, String address, String member) {
    return new DataFile(
        path,
        Sha256.of(content),
        content.length,
        address,
        member,
        Split.TRAIN,
        FileFormat.SQUAD,
        null,
        Map.of(),
        false);
  }
}
