package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {

  private static final String PROPERTY = "sparing.cache";

  @TempDir private Path cache;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private String before;
  private Path source;
  private Path tokens;

  @BeforeEach
  void fill() throws IOException {
    before = System.setProperty(PROPERTY, cache.toString());
    source = Files.createDirectories(cache.resolve("sources/0123/set")).resolve("a.csv");
    Files.writeString(source, "a".repeat(2048));
    tokens = Files.createDirectories(cache.resolve("tokens")).resolve("b.ids");
    Files.writeString(tokens, "b");
    Files.writeString(cache.resolve("mine.txt"), "not Sparing's");
    Files.createDirectories(cache.resolve("downloads"));
    Files.writeString(cache.resolve("downloads/x.lock"), "");
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }

  private int run(String... args) {
    PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Main.run(printer, printer, args);
  }

  @Test
  void whatLiesThereIsShown() {
    assertThat(run("cache")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("2 entries", "sources/0123", "tokens/b.ids", "downloaded files")
        .doesNotContain("mine.txt", "x.lock");
  }

  @Test
  void aDryRunDeletesNothing() {
    assertThat(run("cache", "clean", "--dry-run")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("would go  sources/0123");
    assertThat(source).exists();
  }

  @Test
  void whatIsNamedIsDeletedAndNothingElse() {
    assertThat(run("cache", "clean", "tokens")).isZero();
    assertThat(tokens).doesNotExist();
    assertThat(source).exists();
    assertThat(run("cache", "clean")).isZero();
    assertThat(source).doesNotExist();
    assertThat(cache.resolve("mine.txt")).exists();
    assertThat(cache.resolve("downloads/x.lock")).exists();
  }

  @Test
  void whatWasUsedLatelyIsKept() throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(40, ChronoUnit.DAYS));
    Files.getFileAttributeView(tokens, java.nio.file.attribute.BasicFileAttributeView.class)
        .setTimes(old, old, old);
    assertThat(run("cache", "clean", "--older-than", "30d")).isZero();
    assertThat(tokens).doesNotExist();
    assertThat(source).exists();
  }

  @Test
  void whatIsOpenIsKept() throws IOException {
    try (InputStream open = Files.newInputStream(source)) {
      assertThat(open.read()).isPositive();
      assertThat(run("cache", "clean")).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("in use   sources/0123");
    assertThat(source).exists();
  }

  @Test
  void aLinkOutOfTheCacheIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path kept = Files.writeString(elsewhere.resolve("kept"), "a");
    Files.createSymbolicLink(cache.resolve("sources/link"), elsewhere);
    assertThat(run("cache", "clean")).isZero();
    assertThat(kept).exists();
    assertThat(cache.resolve("sources/link")).doesNotExist();
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThat(run("cache", "clean", "token")).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("Unknown entry: token; known: sources,");
    assertThat(run("cache", "clean", "--older-than", "1,5d")).isEqualTo(2);
  }
}
