package io.sparing.model;

import java.io.IOException;
import java.nio.file.Path;

/** What a Hugging Face folder says about its model, so that it needs no manifest. */
final class ModelFolders {

  private ModelFolders() {}

  /**
   * Returns the manifest of the model in a folder: sizes from {@code config.json}; pooling and text
   * prefix from {@code sparing_pooling} and {@code sparing_text_prefix} there, or from the files of
   * sentence-transformers, or else the mean and none.
   *
   * @param path of the folder, which becomes the name
   * @throws IllegalArgumentException if there is no such folder, a file is missing, or the model is
   *     not one that runs; the message names it
   */
  static ModelManifest read(String path) {
    Path folder = Path.of(path);
    FolderSource source = new FolderSource(folder);
    source
        .refusal(path)
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(refusal);
            });
    try {
      return manifest(path, source, ConfigJson.read(folder.resolve(FolderSource.CONFIG)));
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot load %s: %s".formatted(path, e), e);
    }
  }

  private static ModelManifest manifest(String path, FolderSource source, ConfigJson config)
      throws IOException {
    String type = config.text("model_type").orElse("of no model_type");
    Configuration sizes = Families.architecture(type, path).read(config);
    if (sizes.hidden() % sizes.heads() != 0) {
      throw new IllegalArgumentException(
          "Invalid heads of %s: %d; expected a divisor of its width %d"
              .formatted(path, sizes.heads(), sizes.hidden()));
    }
    SentenceModules modules = SentenceModules.read(source.folder(), sizes.hidden());
    return new ModelManifest(
        path,
        "a Hugging Face folder",
        type,
        source,
        "unknown",
        sizes.parameters(),
        sizes,
        0,
        config.text("sparing_pooling").or(modules::pooling).orElse("mean"),
        config.text("sparing_text_prefix").orElse(modules.textPrefix()),
        path);
  }
}
