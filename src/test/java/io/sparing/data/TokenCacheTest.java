package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.model.ModelFiles;
import io.sparing.model.Models;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TokenCacheTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(0);
  private static Tokenizer tokenizer;

  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    try (InputStream json = ModelFiles.tokenizer(Models.find("minilm-l6"))) {
      tokenizer = Tokenizer.load(json);
    }
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static Dataset dataset(String last) {
    return Dataset.of(
        Datasets.find("wordnet-pairs"),
        List.of(new Example("a dog barks", "it barks", 1), new Example("one", "", 0)),
        List.of(),
        List.of(new Example("a very long text that does not fit into it", last, 0)));
  }

  private CachedTokens of(Dataset dataset) {
    return new TokenCache(folder).of(dataset, tokenizer, "", 12);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tokens")).toList();
    }
  }

  private static void same(CachedTokens cached, Dataset dataset) {
    for (Split split : Split.values()) {
      List<Example> rows = dataset.rows(split);
      List<TokenIds> expected = rows.isEmpty() ? List.of() : tokenizer.encode(rows, "", 12);
      assertThat(cached.take(split, IntStream.range(0, rows.size()).toArray())).isEqualTo(expected);
    }
  }

  @Test
  void tokensAreThoseOfTheTokenizerAndComputedOnce() throws IOException {
    Dataset dataset = dataset("x");
    CachedTokens first = of(dataset);
    same(first, dataset);
    assertThat(first.cut(Split.TEST)).containsExactly(0);
    assertThat(first.cut(Split.TRAIN)).isEmpty();
    assertThat(first.cut(Split.VALIDATION)).isEmpty();
    assertThat(first.take(Split.TRAIN, new int[] {1}))
        .isEqualTo(tokenizer.encode(dataset.train().subList(1, 2), "", 12));
    Files.setLastModifiedTime(files().get(0), LONG_AGO);
    same(of(dataset), dataset);
    assertThat(Files.getLastModifiedTime(files().get(0))).isEqualTo(LONG_AGO);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  void otherRowsPrefixesAndLengthsHaveTheirOwnFile() throws IOException {
    of(dataset("x"));
    of(dataset("y"));
    new TokenCache(folder).of(dataset("x"), tokenizer, "query: ", 12);
    new TokenCache(folder).of(dataset("x"), tokenizer, "", 13);
    of(dataset("x"));
    assertThat(files()).hasSize(4);
  }

  @Test
  void anotherTokenizerHasItsOwnFile() throws IOException {
    Dataset dataset = dataset("x");
    of(dataset);
    try (InputStream json = ModelFiles.tokenizer(Models.find("minilm-l6"))) {
      String changed =
          new String(json.readAllBytes(), StandardCharsets.UTF_8).replace("\"dog\":", "\"nodog\":");
      try (Tokenizer other =
          Tokenizer.load(new ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8)))) {
        CachedTokens tokens = new TokenCache(folder).of(dataset, other, "", 12);
        assertThat(tokens.take(Split.TRAIN, new int[] {0}))
            .isEqualTo(other.encode(dataset.train().subList(0, 1), "", 12))
            .isNotEqualTo(tokenizer.encode(dataset.train().subList(0, 1), "", 12));
      }
    }
    assertThat(files()).hasSize(2);
    same(of(dataset), dataset);
  }

  @Test
  void whatAKilledProcessLeftIsReplacedAndGone() throws IOException {
    Dataset dataset = dataset("x");
    of(dataset);
    Path file = files().get(0);
    byte[] sound = Files.readAllBytes(file);
    Files.delete(file);
    Path part = folder.resolve(file.getFileName() + ".part");
    Files.write(part, Arrays.copyOf(new byte[] {1}, sound.length + 100));
    same(of(dataset), dataset);
    assertThat(Files.readAllBytes(file)).isEqualTo(sound);
    assertThat(part).doesNotExist();
  }

  @Test
  void aDamagedFileIsWrittenAnew() throws IOException {
    Dataset dataset = dataset("x");
    of(dataset);
    Path file = files().get(0);
    byte[] sound = Files.readAllBytes(file);
    for (int at = 0; at < sound.length; at++) {
      byte[] damaged = sound.clone();
      damaged[at] ^= 0x40;
      replace(file, damaged);
      assertThat(CachedTokens.open(file, dataset)).as("byte %d", at).isEmpty();
    }
    replace(file, Arrays.copyOf(sound, sound.length - 4));
    assertThat(CachedTokens.open(file, dataset)).isEmpty();
    replace(file, new byte[3]);
    same(of(dataset), dataset);
    assertThat(Files.readAllBytes(file)).isEqualTo(sound);
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.delete(file); // a mapped file must not be written into
    Files.write(file, bytes);
  }

  @Test
  void severalAtOnceGetTheSame() throws Exception {
    Dataset dataset = dataset("x");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<CachedTokens> task = () -> of(dataset);
      for (Future<CachedTokens> tokens : threads.invokeAll(List.of(task, task, task, task))) {
        same(tokens.get(), dataset);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  @Timeout(60)
  void processesThatAskAtOnceComputeOnce() throws Exception {
    List<Process> processes = List.of(start(), start());
    for (Process process : processes) {
      assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
    }
    for (Process process : processes) {
      process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
    }
    List<String> said = new ArrayList<>();
    for (Process process : processes) {
      said.add(process.inputReader(StandardCharsets.UTF_8).readLine());
      assertThat(process.waitFor()).isZero();
    }
    assertThat(said.get(0)).contains("TokenIds").isEqualTo(said.get(1));
    assertThat(files()).hasSize(1);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Tokenizing.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new TokenCache(file).of(dataset("x"), tokenizer, "", 12))
        .hasMessage(
            "Failed to keep tokens in %s; set SPARING_CACHE to a folder that can be written"
                .formatted(file));
  }
}
