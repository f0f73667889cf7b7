package io.sparing.model;

import io.sparing.sources.SourceException;
import io.sparing.sources.SourceFolders;
import io.sparing.sources.SourcePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Hugging Face folder {@code models/NAME} in a mirror, taken as it is: nobody has verified what
 * lies at the address, so nothing is downloaded from there.
 *
 * @param address where the files are published, with {@code {revision}} and {@code {file}} where
 *     these go; for people
 */
record MirroredSource(String address) implements ModelSource {

  @Override
  public Optional<String> refusal(String model, SourceFolders folders) {
    try {
      return folder(model, folders).refusal(model);
    } catch (SourceException e) {
      return Optional.of(e.getMessage());
    } catch (IOException e) {
      return Optional.of("Cannot load %s: %s".formatted(model, e));
    }
  }

  @Override
  public Path weights(String model, SourceFolders folders) throws IOException {
    return folder(model, folders).weights(model, folders);
  }

  @Override
  public String sha256(String model, SourceFolders folders) throws IOException {
    return folder(model, folders).sha256(model, folders);
  }

  @Override
  public InputStream tokenizer(String model, SourceFolders folders) throws IOException {
    return folder(model, folders).tokenizer(model, folders);
  }

  /** Its folder in the first mirror that has one; no link in it leaves the mirror. */
  private FolderSource folder(String model, SourceFolders folders) throws IOException {
    for (Path mirror : folders.mirrors()) {
      Path folder = SourcePath.below(mirror, "models/" + model);
      if (Files.isDirectory(folder)) {
        for (String file : FolderSource.FILES) {
          SourcePath.below(mirror, PinnedSource.path(model, file));
        }
        return new FolderSource(folder);
      }
    }
    throw new SourceException(
        "models/" + model,
        "mirrors " + folders.mirrors(),
        "its Hugging Face folder",
        "none",
        "its manifest pins no revision, SHA-256 and sizes of %s, so that nothing is downloaded: put"
                .formatted(address)
            + " the folder into a mirror folder as models/%s and name that with --mirror or %s,"
                .formatted(model, SourceFolders.MIRROR)
            + " or write model: path/to/folder");
  }
}
