package io.sparing.model;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files at an address, and in mirror folders: {@code SPARING_MIRROR} lists folders, each with a
 * Hugging Face folder {@code models/NAME}. Nothing is fetched from an address here.
 *
 * @param address {@code https:} address of a file, with {@code {revision}} and {@code {file}} where
 *     these go
 * @param revision that is pinned; empty if nobody has verified one
 * @param files by name; empty if nobody has verified them
 */
record AddressSource(String address, Optional<String> revision, Map<String, Pin> files)
    implements ModelSource {

  static final String MIRRORS = "SPARING_MIRROR";

  /** What a file must be: its SHA-256 in hexadecimal, and its size in bytes. */
  record Pin(String sha256, long size) {}

  AddressSource {
    files = Map.copyOf(files);
  }

  @Override
  public String description() {
    return address;
  }

  @Override
  public Optional<String> refusal(String model) {
    Optional<FolderSource> mirrored = mirrored(model, System.getenv(MIRRORS));
    return mirrored.isPresent()
        ? mirrored.get().refusal(model)
        : Optional.of(
            "Cannot load %s: %s; put its Hugging Face folder at models/%s in a folder and name that"
                    .formatted(model, unpinned(), model)
                + " in %s, or write model: path/to/folder".formatted(MIRRORS));
  }

  private String unpinned() {
    return revision.isPresent() && !files.isEmpty()
        ? "it is in no mirror folder"
        : "its manifest pins no revision, SHA-256 and sizes, so that it is not downloaded";
  }

  /** Its folder in the first mirror that has one. */
  static Optional<FolderSource> mirrored(String model, String mirrors) {
    List<String> folders =
        mirrors == null ? List.of() : List.of(mirrors.split(File.pathSeparator, -1));
    return folders.stream()
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> Stream.of(Path.of(folder, "models", model)))
        .filter(Files::isDirectory)
        .map(FolderSource::new)
        .findFirst();
  }

  @Override
  public Path weights(String model) throws IOException {
    Path weights = folder(model).weights(model);
    check(weights, model);
    return weights;
  }

  /**
   * Compares a file with its pin, if it has one.
   *
   * @throws IOException if they differ; the message has both
   */
  void check(Path file, String model) throws IOException {
    Pin pin = files.get(file.getFileName().toString());
    if (pin == null) {
      return;
    }
    Pin found = new Pin(FileChecksums.of(file), Files.size(file));
    if (!found.equals(pin)) {
      throw new IOException(
          "Invalid %s: %d bytes of SHA-256 %s; the manifest of %s has %d bytes of %s"
              .formatted(file, found.size(), found.sha256(), model, pin.size(), pin.sha256()));
    }
  }

  @Override
  public String sha256(String model) throws IOException {
    return FileChecksums.of(weights(model));
  }

  @Override
  public InputStream tokenizer(String model) throws IOException {
    return folder(model).tokenizer(model);
  }

  private FolderSource folder(String model) throws IOException {
    return mirrored(model, System.getenv(MIRRORS))
        .orElseThrow(() -> new FileNotFoundException(refusal(model).orElseThrow()));
  }
}
