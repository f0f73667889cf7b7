package io.sparing.model;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.Resolver;
import io.sparing.sources.Source;
import io.sparing.sources.SourceFolders;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files at an address whose revision, sizes and checksums a manifest pins: each is found as every
 * file from elsewhere is, in the cache, in a mirror or at its address.
 *
 * @param files by their names in the Hugging Face folder
 */
record PinnedSource(Map<String, Source> files) implements ModelSource {

  PinnedSource {
    files = Map.copyOf(files);
  }

  /** The path of a model's file below a mirror folder. */
  static String path(String model, String file) {
    return "models/%s/%s".formatted(model, file);
  }

  @Override
  public Optional<String> refusal(String model, SourceFolders folders) {
    if (!files.containsKey(FolderSource.WEIGHTS)) {
      return Optional.of(unpinned(model, FolderSource.WEIGHTS));
    }
    return files.containsKey(FolderSource.TOKENIZER) || files.containsKey(FolderSource.VOCABULARY)
        ? Optional.empty()
        : Optional.of(unpinned(model, FolderSource.TOKENIZER + " or " + FolderSource.VOCABULARY));
  }

  @Override
  public List<Source> pinned() {
    return files.values().stream().sorted(Comparator.comparing(Source::path)).toList();
  }

  private static String unpinned(String model, String what) {
    return "Cannot load %s: its manifest pins no %s".formatted(model, what);
  }

  @Override
  public Path weights(String model, SourceFolders folders) throws IOException {
    return fetch(model, folders, DownloadListener.NONE);
  }

  @Override
  public Path fetch(String model, SourceFolders folders, DownloadListener listener)
      throws IOException {
    return new Resolver(folders, listener).resolve(pin(model, FolderSource.WEIGHTS));
  }

  @Override
  public String sha256(String model, SourceFolders folders) throws IOException {
    return pin(model, FolderSource.WEIGHTS).sha256();
  }

  @Override
  public InputStream tokenizer(String model, SourceFolders folders) throws IOException {
    if (files.containsKey(FolderSource.TOKENIZER)) {
      return Files.newInputStream(find(model, FolderSource.TOKENIZER, folders));
    }
    Path vocabulary = find(model, FolderSource.VOCABULARY, folders);
    Optional<Path> configuration =
        files.containsKey(FolderSource.TOKENIZER_CONFIG)
            ? Optional.of(find(model, FolderSource.TOKENIZER_CONFIG, folders))
            : Optional.empty();
    return new ByteArrayInputStream(WordPieceJson.of(vocabulary, configuration));
  }

  private Path find(String model, String file, SourceFolders folders) throws IOException {
    return new Resolver(folders, DownloadListener.NONE).resolve(pin(model, file));
  }

  private Source pin(String model, String file) throws IOException {
    Source pin = files.get(file);
    if (pin == null) {
      throw new FileNotFoundException(unpinned(model, file));
    }
    return pin;
  }
}
