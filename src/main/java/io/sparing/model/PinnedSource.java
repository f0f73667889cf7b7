package io.sparing.model;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.Resolver;
import io.sparing.sources.Source;
import io.sparing.sources.SourceException;
import io.sparing.sources.SourceFolders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files at an address whose revision, sizes and checksums a manifest pins: each is found as every
 * file from elsewhere is, in the cache, in a mirror or at its address.
 *
 * @param files by their names in the Hugging Face folder
 */
record PinnedSource(Map<String, Source> files) implements ModelSource {

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if there are no weights or no tokenizer among them
   */
  PinnedSource {
    files = Map.copyOf(files);
    if (!files.containsKey(FolderSource.WEIGHTS)
        || !(files.containsKey(FolderSource.TOKENIZER)
            || files.containsKey(FolderSource.VOCABULARY))) {
      throw new IllegalArgumentException(
          "Invalid pinned files: %s; expected %s, and %s or %s"
              .formatted(
                  files.keySet().stream().sorted().toList(),
                  FolderSource.WEIGHTS,
                  FolderSource.TOKENIZER,
                  FolderSource.VOCABULARY));
    }
  }

  /** Returns the path of a model's file below a mirror folder. */
  static String path(String model, String file) {
    return "models/%s/%s".formatted(model, file);
  }

  /** Returns what is needed, the tokenizer's files first: small ones before large ones. */
  @Override
  public List<Source> pinned() {
    return Stream.concat(ofTokenizer(), Stream.of(FolderSource.WEIGHTS)).map(files::get).toList();
  }

  /** Returns the names of the tokenizer's files; a {@code tokenizer.json} needs no other file. */
  private Stream<String> ofTokenizer() {
    return files.containsKey(FolderSource.TOKENIZER)
        ? Stream.of(FolderSource.TOKENIZER)
        : Stream.of(FolderSource.VOCABULARY, FolderSource.TOKENIZER_CONFIG)
            .filter(files::containsKey);
  }

  @Override
  public Path weights(String model, SourceFolders folders) throws IOException {
    return new Resolver(folders, DownloadListener.NONE).resolve(files.get(FolderSource.WEIGHTS));
  }

  @Override
  public Path fetch(String model, SourceFolders folders, DownloadListener listener)
      throws IOException {
    tokenizerFiles(folders, listener);
    return new Resolver(folders, listener).resolve(files.get(FolderSource.WEIGHTS));
  }

  @Override
  public String sha256(String model, SourceFolders folders) throws IOException {
    return files.get(FolderSource.WEIGHTS).sha256();
  }

  @Override
  public InputStream tokenizer(String model, SourceFolders folders) throws IOException {
    Map<String, Path> found = tokenizerFiles(folders, DownloadListener.NONE);
    if (found.containsKey(FolderSource.TOKENIZER)) {
      return Files.newInputStream(found.get(FolderSource.TOKENIZER));
    }
    return new ByteArrayInputStream(
        WordPieceJson.of(
            found.get(FolderSource.VOCABULARY),
            Optional.ofNullable(found.get(FolderSource.TOKENIZER_CONFIG))));
  }

  private Map<String, Path> tokenizerFiles(SourceFolders folders, DownloadListener listener)
      throws SourceException {
    Resolver resolver = new Resolver(folders, listener);
    Map<String, Path> found = new HashMap<>();
    for (String file : ofTokenizer().toList()) {
      found.put(file, resolver.resolve(files.get(file)));
    }
    return found;
  }
}
