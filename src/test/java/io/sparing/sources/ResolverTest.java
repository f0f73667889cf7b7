package io.sparing.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverTest {

  private static final String TEXT = "sentence\tlabel\n";

  private final Source source = Source.mirrored("sst2/train.tsv", Sha256.of(TEXT), TEXT.length());

  @TempDir Path folder;

  private Path cache;
  private Path first;
  private Path second;

  @BeforeEach
  void folders() throws IOException {
    cache = folder.resolve("cache");
    first = Files.createDirectory(folder.resolve("first"));
    second = Files.createDirectory(folder.resolve("second"));
  }

  @Test
  void mirrorsAreAskedInTheirOrder() throws IOException {
    Path there = write(second, TEXT);
    assertThat(resolver().resolve(source)).isEqualTo(there);
    Path before = write(first, TEXT);
    assertThat(resolver().resolve(source)).isEqualTo(before);
    assertThat(cache).doesNotExist();
  }

  @Test
  void aMirrorsOtherFileIsPassedOver() throws IOException {
    Path wrong = write(first, TEXT.replace('s', 'z'));
    Path right = write(second, TEXT);
    assertThat(resolver().resolve(source)).isEqualTo(right);
    Files.delete(right);
    assertThatThrownBy(() -> resolver().resolve(source))
        .isInstanceOf(SourceException.class)
        .hasMessageContainingAll(
            "Cannot resolve sst2/train.tsv",
            wrong + ": expected SHA-256 " + source.sha256(),
            "put it into a mirror folder as sst2/train.tsv");
  }

  @Test
  void wrongFilesAreNamedWhereTheAddressFailsToo() throws IOException {
    try (FileServer server = new FileServer(new byte[] {1})) {
      Source away = Source.of(source.path(), server.address(), source.sha256(), source.bytes());
      SourceFolders folders = new SourceFolders(cache, List.of(first, second));
      Path cut = write(folders.cached(away), "cut");
      Path wrong = write(second, TEXT.replace('s', 'z'));
      assertThatThrownBy(() -> resolver().resolve(away))
          .isInstanceOf(SourceException.class)
          .hasMessageContainingAll(
              "Cannot resolve sst2/train.tsv from " + server.address(),
              "; passed over %s: expected 15 bytes, found 3".formatted(cut),
              "; %s: expected SHA-256 %s".formatted(wrong, source.sha256()));
      Files.delete(cut);
      Files.delete(wrong);
      assertThatThrownBy(() -> resolver().resolve(away))
          .isInstanceOf(SourceException.class)
          .hasMessageNotContaining("passed over");
    }
  }

  @Test
  void aFileThatIsNowhereIsAskedForByName() {
    Resolver resolver = new Resolver(new SourceFolders(cache, List.of()), DownloadListener.NONE);
    assertThatThrownBy(() -> resolver.resolve(source))
        .hasMessageContainingAll("from the cache", "found none", "--mirror or SPARING_MIRROR");
  }

  @Test
  void damageIsFoundByReading() throws IOException {
    Path file = write(first, TEXT);
    SourceCopy copy = resolver().copies(source).get(0);
    assertThat(copy.damage()).isEmpty();
    Files.writeString(file, TEXT.replace('s', 'z'));
    assertThat(copy.damage()).get().asString().startsWith("expected SHA-256 ");
    Files.writeString(file, "short");
    assertThat(copy.damage()).contains("expected 15 bytes, found 5");
  }

  @Test
  void aFileThatCannotBeReadIsPassedOverAndNamed() throws IOException {
    try (FileSystem zip = ZipFiles.unreadable(folder.resolve("mirror.zip"), source.path(), TEXT)) {
      Path unreadable = zip.getPath("/");
      Resolver resolver =
          new Resolver(
              new SourceFolders(cache, List.of(unreadable, second)), DownloadListener.NONE);
      assertThat(resolver.copies(source)).hasSize(1);
      assertThatThrownBy(() -> resolver.resolve(source))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("found /sst2/train.tsv: cannot be read: ")
          .hasMessageContaining("put it into a mirror folder");
      Path right = write(second, TEXT);
      assertThat(resolver.resolve(source)).isEqualTo(right);
    }
  }

  @Test
  void whyAFileCannotBeReadIsDamage() throws IOException {
    Path gone = folder.resolve("gone");
    assertThat(new SourceCopy(source, gone, false).damage()).contains("cannot be read: it is gone");
    assertThat(new SourceCopy(source, gone, true).refusal()).contains("cannot be read: it is gone");
    assertThat(Damage.by(() -> denied(gone))).contains("cannot be read: no permission");
    Source asLarge = Source.mirrored("folder", source.sha256(), Files.size(folder));
    assertThat(new SourceCopy(asLarge, folder, false).damage())
        .contains("cannot be read: Is a directory");
  }

  private static Optional<String> denied(Path file) throws IOException {
    throw new AccessDeniedException(file.toString());
  }

  @Test
  void theCacheComesFirstAndIsNotReadAgain() throws IOException {
    write(first, TEXT);
    SourceFolders folders = new SourceFolders(cache, List.of(first));
    Path cached = write(folders.cached(source), TEXT);
    assertThat(resolver().copies(source))
        .extracting(SourceCopy::cached)
        .containsExactly(true, false);
    assertThat(resolver().resolve(source)).isEqualTo(cached);
    Files.writeString(cached, "cut");
    assertThat(resolver().resolve(source)).startsWith(first);
  }

  @Test
  void aLinkOutOfTheMirrorIsRefused() throws IOException {
    Path outside = write(folder.resolve("outside"), TEXT);
    Files.createDirectory(first.resolve("sst2"));
    Files.createSymbolicLink(first.resolve("sst2/train.tsv"), outside);
    refusesLink();
    Files.delete(first.resolve("sst2/train.tsv"));
    Files.delete(first.resolve("sst2"));
    Files.createSymbolicLink(first.resolve("sst2"), outside.getParent());
    refusesLink();
    Files.delete(first.resolve("sst2"));
    Files.createSymbolicLink(first.resolve("sst2"), folder.resolve("nowhere"));
    refusesLink();
  }

  @Test
  void aLinkOutOfTheCacheIsRefusedBeforeAnythingIsWritten() throws IOException {
    try (FileServer server = new FileServer(1000)) {
      Path outside = Files.createDirectory(folder.resolve("outside"));
      SourceFolders folders = new SourceFolders(cache, List.of());
      Path own = Files.createDirectories(folders.cached(server.source()));
      Files.createSymbolicLink(own.resolve("set"), outside);
      Resolver resolver = new Resolver(folders, DownloadListener.NONE);
      assertThatThrownBy(() -> resolver.resolve(server.source()))
          .hasMessageContaining("a link that leads out of it or nowhere");
      assertThat(outside).isEmptyDirectory();
      assertThat(server.ranges()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sources", "sources/SUM", "downloads"})
  void aLinkAboveTheSourcesFolderIsRefusedToo(String name) throws IOException {
    try (FileServer server = new FileServer(1000)) {
      Source away = server.source();
      Path outside = Files.createDirectory(folder.resolve("outside"));
      Path link = cache.resolve(name.replace("SUM", away.sha256().substring(0, 16)));
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, outside);
      Resolver resolver = new Resolver(new SourceFolders(cache, List.of()), DownloadListener.NONE);
      assertThatThrownBy(() -> resolver.resolve(away))
          .isInstanceOf(SourceException.class)
          .hasMessageContainingAll(link.toString(), "a link that leads out of it or nowhere");
      assertThat(outside).isEmptyDirectory();
      assertThat(server.ranges()).isEmpty();
    }
  }

  @Test
  void nothingIsReadThroughALinkAboveTheSourcesFolder() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    write(outside.resolve(source.sha256().substring(0, 16)), TEXT);
    Files.createSymbolicLink(Files.createDirectory(cache).resolve("sources"), outside);
    assertThatThrownBy(() -> resolver().copies(source))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("a link that leads out of it or nowhere");
  }

  @Test
  void theCacheItselfMayBeALink() throws IOException {
    try (FileServer server = new FileServer(1000)) {
      Files.createSymbolicLink(cache, Files.createDirectory(folder.resolve("elsewhere")));
      Path file =
          new Resolver(new SourceFolders(cache, List.of()), DownloadListener.NONE)
              .resolve(server.source());
      assertThat(file).startsWith(cache).hasBinaryContent(server.content());
    }
  }

  @Test
  void aLinkWithinTheMirrorAndALinkedMirrorAreFine() throws IOException {
    Path real = write(second, TEXT);
    Files.move(real, second.resolve("data.tsv"));
    Files.createSymbolicLink(real, second.resolve("data.tsv"));
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), second);
    Resolver resolver =
        new Resolver(new SourceFolders(cache, List.of(linked)), DownloadListener.NONE);
    assertThat(resolver.resolve(source)).hasContent(TEXT.strip());
  }

  @Test
  void aMirrorThatIsNoFolderIsRefused() {
    assertThatThrownBy(
            () ->
                new Resolver(
                    new SourceFolders(cache, List.of(folder.resolve("gone"))),
                    DownloadListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("Invalid mirror: .*gone; expected a folder");
  }

  @Test
  void foldersComeOfTheEnvironment() {
    SourceFolders folders =
        SourceFolders.of(
            Map.of("SPARING_CACHE", "/c", "SPARING_MIRROR", "/a" + File.pathSeparator + "/b"));
    assertThat(folders)
        .isEqualTo(new SourceFolders(Path.of("/c"), List.of(Path.of("/a"), Path.of("/b"))));
    assertThat(SourceFolders.of(Map.of("SPARING_CACHE", "")).cache())
        .endsWith(Path.of(".cache", "sparing"));
    SourceFolders more = folders.withMirrors(List.of(Path.of("/z")));
    assertThat(more.mirrors()).containsExactly(Path.of("/z"), Path.of("/a"), Path.of("/b"));
  }

  @Test
  void aChildProcessIsToldOfAllFolders() {
    SourceFolders folders = new SourceFolders(Path.of("/c"), List.of(Path.of("/a"), Path.of("/b")));
    assertThat(SourceFolders.of(folders.environment())).isEqualTo(folders);
    assertThat(new SourceFolders(Path.of("c"), List.of()).environment())
        .containsOnly(
            Map.entry("SPARING_CACHE", Path.of("c").toAbsolutePath().toString()),
            Map.entry("SPARING_MIRROR", ""));
  }

  @Test
  void aSystemPropertyComesBeforeTheEnvironment() {
    System.setProperty("sparing.mirror", "/m");
    try {
      assertThat(SourceFolders.ofThisProcess().mirrors()).containsExactly(Path.of("/m"));
    } finally {
      System.clearProperty("sparing.mirror");
    }
    assertThat(SourceFolders.ofThisProcess().mirrors()).doesNotContain(Path.of("/m"));
  }

  @Test
  void checksumsAreThoseOfTheStandard() throws IOException {
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Sha256.of("abc")).isEqualTo(abc);
    assertThat(Sha256.of(Files.writeString(folder.resolve("abc"), "abc"))).isEqualTo(abc);
  }

  private void refusesLink() {
    assertThatThrownBy(() -> resolver().resolve(source))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("a link that leads out of it or nowhere");
  }

  private Resolver resolver() {
    return new Resolver(new SourceFolders(cache, List.of(first, second)), DownloadListener.NONE);
  }

  private Path write(Path root, String text) throws IOException {
    Path file = root.resolve(source.path());
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
