package io.sparing.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class UnpackerTest {

  private static final String TRAIN = "SST-2/train.tsv";
  private static final String TEXT = "sentence\tlabel\nfine\t1\n";

  @TempDir Path folder;

  private SourceFolders folders;
  private Path mirror;

  @BeforeEach
  void folders() throws IOException {
    mirror = Files.createDirectory(folder.resolve("mirror"));
    folders = new SourceFolders(folder.resolve("cache"), List.of(mirror));
  }

  @Test
  void aMemberIsUnpackedOnceIntoTheCache() throws IOException {
    ArchiveMember member = mirrored(ZipFiles.of(Map.of(TRAIN, TEXT, "SST-2/dev.tsv", "dev")));
    assertThat(resolver().unpacked(member)).isEmpty();
    Path file = resolver().resolve(member);
    String sum = member.archive().sha256().substring(0, 16);
    assertThat(file).isEqualTo(folders.cache().resolve("unpacked").resolve(sum).resolve(TRAIN));
    assertThat(file).content().isEqualTo(TEXT);
    assertThat(member.damage(archive(member), file)).isEmpty();
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(resolver().resolve(member)).isEqualTo(file);
    assertThat(resolver().unpacked(member)).contains(file);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
    assertThat(withContent()).containsExactly(file);
  }

  @Test
  void aMemberComesOfADownloadedArchive() throws IOException {
    try (FileServer server = new FileServer(ZipFiles.of(Map.of(TRAIN, TEXT, "dev", "dev rows")))) {
      Source archive = server.source("glue/SST-2.zip");
      assertThat(resolver().resolve(new ArchiveMember(archive, TRAIN))).content().isEqualTo(TEXT);
      assertThat(resolver().resolve(new ArchiveMember(archive, "dev"))).hasContent("dev rows");
      assertThat(server.ranges()).containsExactly("null");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SST-2/test.tsv", "SST-2", "sst-2/train.tsv"})
  void aMemberThatIsNotThereIsToldWithThoseThatAre(String name) throws IOException {
    byte[] zip = ZipFiles.of(Map.of("SST-2/", "", TRAIN, TEXT));
    ArchiveMember member = new ArchiveMember(mirrored(zip).archive(), name);
    assertThatThrownBy(() -> resolver().resolve(member))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot resolve %s in glue/SST-2.zip from %s: expected a member of that name, found"
                    .formatted(name, archive(member))
                + " SST-2/train.tsv; correct it in the manifest");
    assertThat(withContent()).isEmpty();
  }

  @Test
  void ofManyMembersSomeAreTold() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    IntStream.range(0, 23).forEach(i -> texts.put("a\n%02d".formatted(i), "text"));
    ArchiveMember member = mirrored(ZipFiles.of(texts));
    assertThatThrownBy(() -> resolver().resolve(member))
        .hasMessageContainingAll("found a\\n00, a\\n01,", ", a\\n19 and 3 more;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../train.tsv", "SST-2/../../train.tsv", "/etc/passwd", "a\\b", "", "~"})
  void aNameThatCouldLeaveItsFolderIsRefused(String name) throws IOException {
    Source archive = mirrored(ZipFiles.of(Map.of("../train.tsv", TEXT))).archive();
    assertThatThrownBy(() -> new ArchiveMember(archive, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid source path: %s; expected a relative one such as sst2/train.tsv", name);
  }

  @Test
  void anArchiveEndsWithZip() {
    Source archive = Source.mirrored("glue/SST-2.tar", Sha256.of("x"), 1);
    assertThatThrownBy(() -> new ArchiveMember(archive, TRAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid archive of member SST-2/train.tsv: glue/SST-2.tar; expected a path that ends"
                + " with .zip");
  }

  @Test
  void membersThatWouldLeaveStayPacked() throws IOException {
    byte[] zip = ZipFiles.of(Map.of("../evil", "evil", "/evil", "evil", TRAIN, TEXT));
    Path file = resolver().resolve(mirrored(zip));
    assertThat(withContent()).containsExactly(file);
    assertThat(names(folder)).noneMatch(name -> name.contains("evil"));
  }

  @Test
  void aLinkOutOfTheCacheIsRefused() throws IOException {
    ArchiveMember member = mirrored(ZipFiles.of(Map.of(TRAIN, TEXT)));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path own = Files.createDirectories(folders.unpacked(member.archive()));
    Files.createSymbolicLink(own.resolve("SST-2"), outside);
    assertThatThrownBy(() -> resolver().resolve(member))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("a link that leads out of it or nowhere");
    assertThat(outside).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unpacked", "unpacked/SUM"})
  void aLinkAboveTheArchivesFolderIsRefusedToo(String name) throws IOException {
    ArchiveMember member = mirrored(ZipFiles.of(Map.of(TRAIN, TEXT)));
    String sum = member.archive().sha256().substring(0, 16);
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path link = folders.cache().resolve(name.replace("SUM", sum));
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, outside);
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> resolver().resolve(member), () -> resolver().unpacked(member))) {
      assertThatThrownBy(attempt)
          .isInstanceOf(SourceException.class)
          .hasMessageContainingAll(link.toString(), "a link that leads out of it or nowhere");
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void threadsThatAskAtOnceUnpackOnce() throws Exception {
    ArchiveMember member = mirrored(ZipFiles.of(Map.of(TRAIN, TEXT)));
    AtomicInteger unpacked = new AtomicInteger();
    DiskSpace slow =
        place -> {
          FileServer.rest(100);
          unpacked.incrementAndGet();
          return Long.MAX_VALUE;
        };
    Callable<Path> ask =
        () -> new Unpacker(folders, Unpacker.MOST, slow).unpack(member, archive(member));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Path>> found = threads.invokeAll(Collections.nCopies(4, ask));
    threads.shutdown();
    for (Future<Path> file : found) {
      assertThat(file.get()).content().isEqualTo(TEXT);
    }
    assertThat(unpacked).hasValue(1);
  }

  @Test
  void aCopyOfAnotherSizeIsUnpackedAgainAndOneOfThatSizeIsFoundByReading() throws IOException {
    ArchiveMember member = mirrored(ZipFiles.of(Map.of(TRAIN, TEXT)));
    Path file = resolver().resolve(member);
    Files.writeString(file, "cut");
    assertThat(member.damage(archive(member), file)).contains("expected 22 bytes, found 3");
    assertThat(resolver().resolve(member)).content().isEqualTo(TEXT);
    Files.writeString(file, TEXT.replace('1', '0'));
    assertThat(member.damage(archive(member), file))
        .get()
        .asString()
        .matches("expected CRC-32 [0-9a-f]{8}, found [0-9a-f]{8}");
  }

  @Test
  void aCachedArchiveThatIsDamagedIsNamed() throws IOException {
    byte[] zip = ZipFiles.ofZeros(TRAIN, 1000);
    ArchiveMember member = member(zip);
    Path cached = folders.cached(member.archive()).resolve(member.archive().path());
    Files.createDirectories(cached.getParent());
    Files.write(cached, new byte[zip.length]);
    assertDamaged(member, cached, "zip END header not found");
    byte[] flipped = zip.clone();
    flipped[35 + TRAIN.length()] ^= 0x55; // Within the packed bytes.
    Files.write(cached, flipped);
    assertDamaged(member, cached, "");
    assertThat(withContent()).containsExactly(cached);
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 1001})
  void anArchiveThatLiesOfItsMembersSizeIsRefused(int size) throws IOException {
    byte[] zip = ZipFiles.ofZeros(TRAIN, 1000);
    overwrite(zip, 24, 1000, size);
    ArchiveMember member = mirrored(zip);
    assertDamaged(
        member, archive(member), size < 1000 ? "more than the 999 bytes" : "1000 bytes with CRC");
    assertThat(withContent()).isEmpty();
  }

  @Test
  void anArchiveThatLiesOfItsMembersSumIsRefused() throws IOException {
    byte[] zip = ZipFiles.of(Map.of(TRAIN, "a"));
    overwrite(zip, 16, 0xe8b7be43, 0x12345678);
    ArchiveMember member = mirrored(zip);
    assertDamaged(
        member, archive(member), "1 bytes with CRC-32 e8b7be43 instead of 1 with 12345678");
    assertThat(withContent()).isEmpty();
  }

  /** Changes four bytes of the only entry of an archive's directory. */
  private static void overwrite(byte[] zip, int at, int expected, int other) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(zip.length - 6);
    assertThat(bytes.getInt(directory + at)).isEqualTo(expected);
    bytes.putInt(directory + at, other);
  }

  @Test
  void aMemberThatIsTooLargeIsRefused() throws IOException {
    ArchiveMember member = mirrored(ZipFiles.ofZeros(TRAIN, 1000));
    assertThatThrownBy(
            () -> new Unpacker(folders, 999, DiskSpace.REAL).unpack(member, archive(member)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("expected at most 999 bytes, found 1000 bytes; unpack it by hand");
    assertThat(withContent()).isEmpty();
  }

  @Test
  void aDiskThatFillsUpOnTheWayEndsIt() throws IOException {
    ArchiveMember member = mirrored(ZipFiles.ofZeros(TRAIN, 20 << 20));
    Queue<Long> free = new ArrayDeque<>(List.of(30L << 20, 1L << 20));
    DiskSpace disk = place -> free.remove();
    assertThatThrownBy(
            () -> new Unpacker(folders, Unpacker.MOST, disk).unpack(member, archive(member)))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(
            "Cannot resolve SST-2/train.tsv in glue/SST-2.zip from %s: expected room for "
                .formatted(archive(member)))
        .hasMessageContaining("found 1048576 bytes; make room");
    assertThat(free).isEmpty();
    assertThat(withContent()).isEmpty();
  }

  private void assertDamaged(ArchiveMember member, Path archive, String found) {
    assertThatThrownBy(() -> resolver().resolve(member))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(
            "Cannot resolve SST-2/train.tsv in glue/SST-2.zip from %s: expected a sound zip"
                .formatted(archive))
        .hasMessageContainingAll(found, "; delete it and fetch it again");
  }

  private Resolver resolver() {
    return new Resolver(folders, DownloadListener.NONE);
  }

  private ArchiveMember mirrored(byte[] zip) throws IOException {
    ArchiveMember member = member(zip);
    Files.createDirectories(archive(member).getParent());
    Files.write(archive(member), zip);
    return member;
  }

  private static ArchiveMember member(byte[] zip) {
    return new ArchiveMember(Source.mirrored("glue/SST-2.zip", Sha256.of(zip), zip.length), TRAIN);
  }

  private Path archive(ArchiveMember member) {
    return mirror.resolve(member.archive().path());
  }

  /** The files in the cache that are not empty, as locks are. */
  private List<Path> withContent() throws IOException {
    if (!Files.exists(folders.cache())) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folders.cache())) {
      return files.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0).toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
