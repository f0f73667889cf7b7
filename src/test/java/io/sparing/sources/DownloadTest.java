package io.sparing.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class DownloadTest {

  private static final int BYTES = 300_000;
  private static final int HALF = BYTES / 2;

  private static final DownloadLimits LIMITS =
      new DownloadLimits(
          Duration.ofSeconds(2),
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          1000,
          4,
          Duration.ofMillis(500),
          Duration.ofMillis(1500));

  private final FileServer server = new FileServer(BYTES);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> retries = new ArrayList<>();
  private final Set<Long> progress = new ConcurrentSkipListSet<>();

  @TempDir Path cache;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aDownloadComesIntoTheCacheAndStaysThere() throws IOException {
    Path file = resolver().resolve(server.source());
    assertThat(file).startsWith(cache).endsWith(Path.of("set", "file.bin"));
    assertThat(file).hasBinaryContent(server.content());
    assertThat(resolver().resolve(server.source())).isEqualTo(file);
    assertThat(server.ranges()).containsExactly("null");
    assertThat(progress).contains((long) BYTES).allMatch(bytes -> bytes > 0 && bytes <= BYTES);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aCutConnectionGoesOnWhereItWas() throws IOException {
    server.then(server.cutAfter(HALF));
    assertThat(resolver().resolve(server.source())).hasBinaryContent(server.content());
    assertThat(server.ranges()).containsExactly("null", "bytes=" + HALF + "-");
    assertThat(server.conditions()).containsExactly("null", FileServer.TAG);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void whatAnInterruptedRunBroughtIsNotMissing() throws IOException {
    Resolver resolver = resolver();
    assertThat(resolver.missingBytes(List.of(server.source()))).isEqualTo(BYTES);
    server.then(server.cutAfter(HALF)).always(FileServer.status(404));
    assertThatThrownBy(() -> resolver.resolve(server.source())).isInstanceOf(SourceException.class);
    assertThat(resolver.missingBytes(List.of(server.source()))).isEqualTo(BYTES - HALF);
    Path part = cache.resolve("downloads").resolve(server.source().sha256() + ".part");
    Files.write(part, new byte[BYTES + 1]); // A part that is too long is begun anew.
    assertThat(resolver.missingBytes(List.of(server.source()))).isEqualTo(BYTES);
  }

  @Test
  void aServerWithoutRangesBeginsAnew() throws IOException {
    server.then(server.cutAfter(HALF)).always(server.whole());
    assertThat(resolver().resolve(server.source())).hasBinaryContent(server.content());
    assertThat(server.ranges()).containsExactly("null", "bytes=" + HALF + "-");
  }

  @Test
  void aFileThatChangedInBetweenIsNotGluedTogether() throws IOException {
    byte[] old = server.content();
    Arrays.fill(old, (byte) 1);
    server.then(
        exchange -> {
          exchange.sendResponseHeaders(200, BYTES);
          exchange.getResponseBody().write(old, 0, HALF);
        });
    assertThat(resolver().resolve(server.source())).hasBinaryContent(server.content());
    assertThat(server.ranges()).containsExactly("null", "bytes=" + HALF + "-", "null");
    assertThat(server.conditions()).containsOnly("null");
  }

  @Test
  void aPartOfAnotherPlaceIsRefused() throws IOException {
    server.then(
        server.cutAfter(HALF),
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/10");
          exchange.sendResponseHeaders(206, 10);
          exchange.getResponseBody().write(new byte[10]);
        });
    assertThat(resolver().resolve(server.source())).hasBinaryContent(server.content());
    assertThat(server.ranges()).containsExactly("null", "bytes=" + HALF + "-", "null");
  }

  @Test
  void aWrongSizeIsRefusedBeforeTheBody() {
    server.always(FileServer.bytes(new byte[BYTES + 1]));
    assertThatThrownBy(() -> resolver().resolve(server.source()))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(
            "Cannot resolve set/file.bin from %s: expected 300000 bytes, found 300001 bytes;"
                .formatted(server.address()));
    assertThat(server.ranges()).hasSize(2);
    assertThat(progress).isEmpty();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aBodyWithoutALengthThatIsTooLongIsCutOff() {
    server.always(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(new byte[1 << 16]);
          }
        });
    assertThatThrownBy(() -> resolver().resolve(server.source()))
        .hasMessageContaining("expected 300000 bytes, found ");
    assertThat(progress).allMatch(bytes -> bytes <= BYTES);
  }

  @Test
  void aWrongChecksumIsFetchedAgainOnce() throws IOException {
    server.then(FileServer.bytes(new byte[BYTES]));
    assertThat(resolver().resolve(server.source())).hasBinaryContent(server.content());
    assertThat(server.ranges()).containsExactly("null", "null");
    assertThat(retries).singleElement().asString().startsWith("found SHA-256 ");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aWrongChecksumTwiceIsRefusedAndNamed() {
    server.always(FileServer.bytes(new byte[BYTES]));
    SourceException refusal =
        catchThrowableOfType(SourceException.class, () -> resolver().resolve(server.source()));
    assertThat(refusal.found()).isEqualTo("SHA-256 " + Sha256.of(new byte[BYTES]));
    assertThat(refusal)
        .hasMessageContainingAll("set/file.bin", server.address(), "mirror folder", "manifest")
        .hasMessageContaining("expected SHA-256 " + server.source().sha256());
    assertThat(server.ranges()).hasSize(2);
    assertThat(visible()).isEmpty();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aBusyServerIsAskedAgainAfterGrowingPauses() throws IOException {
    server.then(FileServer.status(500), FileServer.status(503), FileServer.status(429));
    assertThat(resolver().resolve(server.source())).hasBinaryContent(server.content());
    assertThat(pauses)
        .containsExactly(
            Duration.ofMillis(375), Duration.ofMillis(750), Duration.ofMillis(1125)); // Of 1500.
    assertThat(retries.get(1)).isEqualTo("the server answered 503");
  }

  @Test
  void attemptsAreBounded() {
    server.always(FileServer.status(502));
    assertThatThrownBy(() -> resolver().resolve(server.source()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("found 0 after 4 attempts (the server answered 502); run it again");
    assertThat(server.ranges()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 204, 304})
  void aRefusalIsNotAskedAgain(int status) {
    server.always(FileServer.status(status));
    assertThatThrownBy(() -> resolver().resolve(server.source()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("found HTTP status " + status);
    assertThat(server.ranges()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void redirectsAreFollowed() throws IOException {
    server.then(
        FileServer.redirect("/elsewhere"), FileServer.redirect(server.address() + "?again"));
    assertThat(resolver().resolve(server.source())).hasBinaryContent(server.content());
    assertThat(server.ranges()).hasSize(3);
  }

  @Test
  void redirectsInCirclesEnd() {
    server.always(FileServer.redirect(server.address()));
    assertThatThrownBy(() -> resolver().resolve(server.source()))
        .hasMessageContaining("more than 5 redirects");
    assertThat(server.ranges()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/file",
        "jar:file:/a.jar!/b",
        "http://user:secret@127.0.0.1/",
        "http:///file",
        "http://[",
        "mailto:a@example.org"
      })
  void aRedirectElsewhereIsRefused(String location) {
    server.always(FileServer.redirect(location));
    assertThatThrownBy(() -> resolver().resolve(server.source()))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("a redirect that is refused (Invalid address: ");
    assertThat(server.ranges()).hasSize(1);
  }

  @Test
  void aServerThatHangsIsLeft() throws IOException {
    server.then(server.hangAfter(HALF), exchange -> FileServer.rest(700));
    assertThat(resolver().resolve(server.source())).hasBinaryContent(server.content());
    assertThat(server.ranges()).hasSize(3).endsWith("bytes=" + HALF + "-");
    assertThat(retries.get(0)).isEqualTo("fewer than 1000 bytes a second in 400 ms");
    assertThat(retries.get(1)).contains("timed out");
  }

  @Test
  void aServerThatTricklesIsLeft() throws IOException {
    server.then(server.trickle(20));
    assertThat(resolver().resolve(server.source())).hasBinaryContent(server.content());
    assertThat(retries).containsExactly("fewer than 1000 bytes a second in 400 ms");
  }

  @Test
  void threadsThatAskAtOnceDownloadOnce() throws Exception {
    server.always(
        exchange -> {
          FileServer.rest(100);
          server.ranged().give(exchange);
        });
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Callable<Path> ask = () -> resolver().resolve(server.source());
    List<Future<Path>> found = threads.invokeAll(List.of(ask, ask, ask, ask));
    threads.shutdown();
    for (Future<Path> file : found) {
      assertThat(file.get()).hasBinaryContent(server.content());
    }
    assertThat(server.ranges()).hasSize(1);
  }

  @Test
  void anInterruptedThreadStaysSo() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> resolver().resolve(server.source()))
        .isInstanceOf(SourceException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private Resolver resolver() {
    DownloadListener listener =
        new DownloadListener() {
          @Override
          public void progressed(Source source, long bytes) {
            progress.add(bytes);
          }

          @Override
          public void retrying(Source source, Duration pause, String reason) {
            retries.add(reason);
          }
        };
    return new Resolver(
        new SourceFolders(cache, List.of()),
        listener,
        new Downloader(LIMITS, pauses::add, () -> 0.5));
  }

  private List<Path> visible() {
    return files(cache.resolve("sources"));
  }

  /** What is left of downloads that has content; lock files have none. */
  private List<Path> leftovers() {
    return files(cache.resolve("downloads")).stream()
        .filter(file -> file.toFile().length() > 0)
        .toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
