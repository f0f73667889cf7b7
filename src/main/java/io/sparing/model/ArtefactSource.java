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
 * folder ({@code SPARING_CACHE}, default {@code ~/.cache/sparing}) so that they can be mapped.
 * Several processes may ask at once.
 *
 * @param artefact coordinates, {@code group:name}
 * @param weightsName resource name of the ONNX file
 * @param tokenizerName resource name of {@code tokenizer.json}
 */
record ArtefactSource(String artefact, String weightsName, String tokenizerName)
    implements ModelSource {

  @Override
  public String description() {
    return artefact;
  }

  @Override
  public Optional<String> refusal(String model) {
    return ArtefactSource.class.getResource("/" + weightsName) == null
        ? Optional.of(absent(weightsName, model))
        : Optional.empty();
  }

  @Override
  public Path weights(String model) throws IOException {
    Path weights = folder().resolve(weightsName);
    if (!Files.exists(checksum())) {
      Files.createDirectories(folder());
      unpack(weights, model);
    }
    return weights;
  }

  @Override
  public String sha256(String model) throws IOException {
    weights(model);
    return Files.readString(checksum()).strip();
  }

  @Override
  public InputStream tokenizer(String model) throws IOException {
    return resource(tokenizerName, model);
  }

  private void unpack(Path weights, String model) throws IOException {
    MessageDigest digest = Sha256.digest();
    Path part = Files.createTempFile(folder(), weightsName, ".part");
    try (InputStream in = new DigestInputStream(resource(weightsName, model), digest)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, weights, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    Path checksumPart = Files.createTempFile(folder(), weightsName, ".part");
    Files.writeString(checksumPart, HexFormat.of().formatHex(digest.digest()) + "\n");
    Files.move(checksumPart, checksum(), StandardCopyOption.ATOMIC_MOVE);
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

  private Path checksum() {
    return folder().resolve(weightsName + ".sha256");
  }

  private static Path folder() {
    return SourceFolders.ofThisProcess().cache().resolve("models");
  }
}
