package io.sparing.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a Hugging Face folder tells of its model, so that it needs no manifest. */
final class ModelFolders {

  private static final Path POOLING = Path.of("1_Pooling", FolderSource.CONFIG);

  private ModelFolders() {}

  /**
   * The manifest of the model in a folder: sizes from {@code config.json}; pooling from {@code
   * sparing_pooling} there or from {@code 1_Pooling/config.json}, or else the mean.
   *
   * @param path of the folder, which becomes the name
   * @throws IllegalArgumentException if there is no such folder, a file is missing, or the model is
   *     none that runs; the message names it
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
      ConfigJson config = ConfigJson.read(folder.resolve(FolderSource.CONFIG));
      return manifest(path, source, config, pooling(folder, config));
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot load %s: %s".formatted(path, e), e);
    }
  }

  private static ModelManifest manifest(
      String path, FolderSource source, ConfigJson config, String pooling) {
    String type = config.text("model_type").orElse("of no model_type");
    EncoderConfiguration sizes = Architectures.find(type, path).read(config);
    if (sizes.hidden() % sizes.heads() != 0) {
      throw new IllegalArgumentException(
          "Invalid heads of %s: %d; expected a divisor of its width %d"
              .formatted(path, sizes.heads(), sizes.hidden()));
    }
    return new ModelManifest(
        path,
        "a Hugging Face folder",
        type,
        source,
        "unknown",
        EncoderShapes.parameters(sizes),
        sizes,
        pooling,
        config.text("sparing_text_prefix").orElse(""),
        path);
  }

  private static String pooling(Path folder, ConfigJson config) throws IOException {
    Optional<String> own = config.text("sparing_pooling");
    Path file = folder.resolve(POOLING);
    if (own.isPresent() || !Files.isRegularFile(file)) {
      return own.orElse("mean");
    }
    ConfigJson pooling = ConfigJson.read(file);
    for (String other :
        List.of(
            "pooling_mode_max_tokens",
            "pooling_mode_mean_sqrt_len_tokens",
            "pooling_mode_weightedmean_tokens",
            "pooling_mode_lasttoken")) {
      pooling.expect(other, "false");
    }
    boolean cls = pooling.text("pooling_mode_cls_token").equals(Optional.of("true"));
    if (cls) {
      pooling.expect("pooling_mode_mean_tokens", "false");
    }
    return cls ? "cls" : "mean";
  }
}
