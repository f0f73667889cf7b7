package io.sparing.model;

import io.sparing.sources.Sha256;
import io.sparing.sources.SourceFolders;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Resources of a Maven artefact on the class path. The weights are unpacked once into the cache
 * folder so that they can be mapped. Several processes may ask at once.
 *
 * @param artefact coordinates, {@code group:name}
 * @param weightsName resource name of the ONNX file
 * @param tokenizerName resource name of {@code tokenizer.json}
 */
record ArtefactSource(String artefact, String weightsName, String tokenizerName)
    implements ModelSource {

  @Override
  public Optional<String> refusal(String model, SourceFolders folders) {
    return ArtefactSource.class.getResource("/" + weightsName) == null
        ? Optional.of(absent(weightsName, model))
        : Optional.empty();
  }

  @Override
  public Path weights(String model, SourceFolders folders) throws IOException {
    Path weights = folder(folders).resolve(weightsName);
    if (!Files.exists(checksum(weights))) {
      Files.createDirectories(weights.getParent());
      unpack(weights, model);
    }
    return weights;
  }

  @Override
  public String sha256(String model, SourceFolders folders) throws IOException {
    return Files.readString(checksum(weights(model, folders))).strip();
  }

  @Override
  public InputStream tokenizer(String model, SourceFolders folders) throws IOException {
    return resource(tokenizerName, model);
  }

  private void unpack(Path weights, String model) throws IOException {
    MessageDigest digest = Sha256.digest();
    Path part = Files.createTempFile(weights.getParent(), weightsName, ".part");
    try (InputStream in = new DigestInputStream(resource(weightsName, model), digest)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, weights, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    Path checksumPart = Files.createTempFile(weights.getParent(), weightsName, ".part");
    Files.writeString(checksumPart, HexFormat.of().formatHex(digest.digest()) + "\n");
    Files.move(checksumPart, checksum(weights), StandardCopyOption.ATOMIC_MOVE);
  }

  private InputStream resource(String name, String model) throws IOException {
    InputStream in = ArtefactSource.class.getResourceAsStream("/" + name);
    if (in == null) {
      throw new FileNotFoundException(absent(name, model));
    }
    return in;
  }

  private String absent(String name, String model) {
    return "Cannot find %s of model %s; put the artefact %s on the class path"
        .formatted(name, model, artefact);
  }

  private static Path checksum(Path weights) {
    return weights.resolveSibling(weights.getFileName() + ".sha256");
  }

  private static Path folder(SourceFolders folders) {
    return folders.cache().resolve("models");
  }
}
