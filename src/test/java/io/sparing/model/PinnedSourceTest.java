package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.FileServer;
import io.sparing.sources.Resolver;
import io.sparing.sources.Sha256;
import io.sparing.sources.Source;
import io.sparing.sources.SourceException;
import io.sparing.sources.SourceFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models whose manifests pin their files. */
@Timeout(30)
class PinnedSourceTest {

  private static final String WEIGHTS = "model.safetensors";
  private static final String VOCABULARY = "vocab.txt";
  private static final String CONFIGURATION = "tokenizer_config.json";
  private static final String OTHER = Sha256.of("other");

  @TempDir private Path folder;

  private Path published;
  private SourceFolders folders;
  private FileServer weights;
  private FileServer vocabulary;

  @BeforeEach
  void publish() throws IOException {
    published = folder.resolve("published");
    TinyFolder.write(published, "bert");
    folders = new SourceFolders(folder.resolve("cache"), List.of());
    weights = new FileServer(Files.readAllBytes(published.resolve(WEIGHTS)));
    vocabulary = new FileServer(Files.readAllBytes(published.resolve(VOCABULARY)));
  }

  @AfterEach
  void close() {
    weights.close();
    vocabulary.close();
  }

  private PinnedSource pinned() {
    return new PinnedSource(
        Map.of(
            WEIGHTS,
            weights.source("models/mine/" + WEIGHTS),
            VOCABULARY,
            vocabulary.source("models/mine/" + VOCABULARY)));
  }

  private ModelManifest manifest(ModelSource source) {
    ModelManifest like = Models.find(published.toString());
    return new ModelManifest(
        "mine",
        like.description(),
        like.architecture(),
        source,
        like.licence(),
        like.parameters(),
        like.configuration(),
        like.decoderLayers(),
        like.pooling(),
        like.textPrefix(),
        like.huggingFace());
  }

  private byte[] tokenizer(ModelSource source) throws IOException {
    try (InputStream json = source.tokenizer("mine", folders)) {
      return json.readAllBytes();
    }
  }

  @Test
  void filesAreDownloadedIntoTheCacheOnce() throws IOException {
    PinnedSource source = pinned();
    assertThat(source.refusal("mine", folders)).isEmpty();
    assertThat(source.sha256("mine", folders)).isEqualTo(Sha256.of(published.resolve(WEIGHTS)));
    assertThat(weights.ranges()).isEmpty();
    for (int time = 0; time < 2; time++) {
      assertThat(source.weights("mine", folders))
          .startsWith(folders.cache())
          .endsWith(Path.of("models", "mine", WEIGHTS))
          .hasSameBinaryContentAs(published.resolve(WEIGHTS));
      assertThat(tokenizer(source))
          .isEqualTo(WordPieceJson.of(published.resolve(VOCABULARY), Optional.empty()));
    }
    assertThat(weights.ranges()).hasSize(1);
    assertThat(vocabulary.ranges()).hasSize(1);
  }

  @Test
  void aDownloadIsTold() throws IOException {
    Set<String> told = new HashSet<>();
    Path file =
        pinned().fetch("mine", folders, (source, bytes) -> told.add(source.path() + " " + bytes));
    assertThat(told)
        .contains(
            "models/mine/model.safetensors " + Files.size(file),
            "models/mine/vocab.txt " + Files.size(published.resolve(VOCABULARY)));
  }

  @Test
  void anEncoderIsLoadedOfThisProcessesCache() throws IOException {
    String before = System.getProperty("sparing.cache");
    System.setProperty("sparing.cache", folders.cache().toString());
    try {
      ModelManifest manifest = manifest(pinned());
      assertThat(Encoders.load(manifest).allTensors())
          .hasSameSizeAs(Encoders.load(Models.find(published.toString())).allTensors());
      assertThat(ModelFiles.weights(manifest)).startsWith(folders.cache());
    } finally {
      restore(before);
    }
  }

  private static void restore(String before) {
    if (before == null) {
      System.clearProperty("sparing.cache");
    } else {
      System.setProperty("sparing.cache", before);
    }
  }

  @Test
  void aMirrorsFileIsTakenIfItIsTheOne() throws IOException {
    Path mirrored = folder.resolve("mirror/models/mine").resolve(WEIGHTS);
    Files.createDirectories(mirrored.getParent());
    Files.copy(published.resolve(WEIGHTS), mirrored);
    folders = new SourceFolders(folders.cache(), List.of(folder.resolve("mirror")));
    assertThat(pinned().weights("mine", folders)).isEqualTo(mirrored);
    assertThat(weights.ranges()).isEmpty();
    Files.writeString(mirrored, "other");
    assertThat(pinned().weights("mine", folders)).startsWith(folders.cache());
  }

  @Test
  void anotherChecksumIsRefusedWithBoth() throws IOException {
    PinnedSource source =
        new PinnedSource(
            Map.of(WEIGHTS, wrong(WEIGHTS, weights), VOCABULARY, wrong(VOCABULARY, vocabulary)));
    assertThat(source.refusal("mine", folders)).isEmpty();
    assertThatThrownBy(() -> source.weights("mine", folders))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(
            "Cannot resolve models/mine/model.safetensors from %s: expected SHA-256 %s,"
                + " found SHA-256 %s;",
            weights.address(), OTHER, Sha256.of(published.resolve(WEIGHTS)));
    assertThatThrownBy(() -> tokenizer(source))
        .isInstanceOf(SourceException.class)
        .hasMessageContainingAll(OTHER, Sha256.of(published.resolve(VOCABULARY)));
    assertThat(folders.cache().resolve("sources")).doesNotExist();
  }

  private Source wrong(String file, FileServer server) throws IOException {
    return Source.of(
        "models/mine/" + file, server.address(), OTHER, Files.size(published.resolve(file)));
  }

  @Test
  void theVocabularysCaseIsAsItsPinnedConfigurationSays() throws IOException {
    byte[] cased = "{\"do_lower_case\": false}".getBytes(StandardCharsets.UTF_8);
    try (FileServer configuration = new FileServer(cased)) {
      PinnedSource source =
          new PinnedSource(
              Map.of(
                  WEIGHTS,
                  weights.source("models/mine/" + WEIGHTS),
                  VOCABULARY,
                  vocabulary.source("models/mine/" + VOCABULARY),
                  CONFIGURATION,
                  configuration.source("models/mine/" + CONFIGURATION)));
      assertThat(new String(tokenizer(source), StandardCharsets.UTF_8))
          .contains("\"lowercase\":false");
    }
    assertThat(new String(tokenizer(pinned()), StandardCharsets.UTF_8))
        .contains("\"lowercase\":true");
  }

  @Test
  void allThatIsNeededIsFetchedTheTokenizerFirst() throws IOException {
    Map<String, Source> files = new HashMap<>(pinned().files());
    files.put(VOCABULARY, wrong(VOCABULARY, vocabulary));
    assertThatThrownBy(() -> new PinnedSource(files).fetch("mine", folders, DownloadListener.NONE))
        .hasMessageStartingWith("Cannot resolve models/mine/vocab.txt ");
    assertThat(weights.ranges()).isEmpty();
    pinned().fetch("mine", folders, DownloadListener.NONE);
    assertThat(new Resolver(folders, DownloadListener.NONE).missingBytes(pinned().pinned()))
        .isZero();
  }

  @Test
  void aVocabularyBesideATokenizerIsNotNeeded() throws IOException {
    byte[] json = WordPieceJson.of(published.resolve(VOCABULARY), Optional.empty());
    try (FileServer tokenizer = new FileServer(json)) {
      Source own = tokenizer.source("models/mine/tokenizer.json");
      Map<String, Source> files = new HashMap<>(pinned().files());
      files.put("tokenizer.json", own);
      PinnedSource source = new PinnedSource(files);
      assertThat(source.pinned()).containsExactly(own, files.get(WEIGHTS));
      source.fetch("mine", folders, DownloadListener.NONE);
      assertThat(tokenizer(source)).isEqualTo(json);
      assertThat(tokenizer.ranges()).hasSize(1);
    }
    assertThat(vocabulary.ranges()).isEmpty();
  }
}
