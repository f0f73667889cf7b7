package io.sparing.model;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the files of sentence-transformers beside a model say: how token vectors become one, what is
 * put before a text, how long texts are read.
 *
 * @param pooling {@code mean} or {@code cls}; empty if nothing says it
 * @param textPrefix the prompt that every text gets; may be empty
 * @param normalizes whether vectors are scaled to the length 1
 * @param maxTokens most tokens that are read; empty if nothing says it
 * @param lowerCases whether texts are put in lower case before the tokenizer reads them
 */
record SentenceModules(
    Optional<String> pooling,
    String textPrefix,
    boolean normalizes,
    Optional<Integer> maxTokens,
    boolean lowerCases) {

  static final String MODULES = "modules.json";

  private static final String PROMPTS = "config_sentence_transformers.json";
  private static final String POOLING = "1_Pooling";
  private static final long LARGEST_FILE = 1 << 20;

  /** The files, in the order in which sentence-transformers looks for them. */
  private static final List<String> TRANSFORMER =
      List.of(
          "sentence_bert_config.json",
          "sentence_roberta_config.json",
          "sentence_distilbert_config.json");

  /**
   * Reads them.
   *
   * @param hidden the model's width
   * @throws IOException if one cannot be read
   * @throws IllegalArgumentException if one asks for what is not computed here; the message names
   *     it
   */
  static SentenceModules read(Path folder, int hidden) throws IOException {
    String prefix = prompt(folder);
    Modules modules = Modules.of(folder);
    Optional<String> pooling = Optional.empty();
    if (modules.pooling().isPresent()) {
      Path file = modules.pooling().get().resolve(FolderSource.CONFIG);
      pooling = Optional.of(PoolingConfig.read(ConfigJson.read(file), hidden, prefix));
    }
    for (String name : TRANSFORMER) {
      if (Files.isRegularFile(folder.resolve(name))) {
        ConfigJson config = ConfigJson.read(folder.resolve(name));
        Optional<Integer> tokens =
            config.value("max_seq_length").isJsonNull()
                ? Optional.empty()
                : Optional.of(config.integer("max_seq_length"));
        boolean lower = config.flag("do_lower_case", false);
        return new SentenceModules(pooling, prefix, modules.normalizes(), tokens, lower);
      }
    }
    return new SentenceModules(pooling, prefix, modules.normalizes(), Optional.empty(), false);
  }

  /** Returns the default prompt. */
  private static String prompt(Path folder) throws IOException {
    Path file = folder.resolve(PROMPTS);
    if (!Files.isRegularFile(file)) {
      return "";
    }
    ConfigJson config = ConfigJson.read(file);
    config.expectNone("truncate_dim");
    Optional<String> name = config.text("default_prompt_name");
    if (name.isEmpty()) {
      return "";
    }
    return ConfigJson.of(file, config.value("prompts"))
        .text(name.get())
        .orElseThrow(() -> config.invalid("default_prompt_name", "one of its prompts"));
  }

  /**
   * What {@code modules.json} lists.
   *
   * @param pooling the folder of the pooling's configuration
   */
  private record Modules(Optional<Path> pooling, boolean normalizes) {

    static Modules of(Path folder) throws IOException {
      Path file = folder.resolve(MODULES);
      if (!Files.isRegularFile(file)) {
        Path usual = folder.resolve(POOLING);
        boolean there = Files.isRegularFile(usual.resolve(FolderSource.CONFIG));
        return new Modules(Optional.of(usual).filter(path -> there), false);
      }
      JsonElement json = StrictJson.read(file, LARGEST_FILE);
      if (!json.isJsonArray()) {
        throw new IllegalArgumentException("Invalid %s: expected a JSON array".formatted(file));
      }
      List<ConfigJson> modules = new ArrayList<>();
      json.getAsJsonArray().forEach(module -> modules.add(ConfigJson.of(file, module)));
      return of(folder, file, modules);
    }

    private static Modules of(Path folder, Path file, List<ConfigJson> modules) {
      List<String> kinds = modules.stream().map(Modules::kind).toList();
      List<String> computed = kinds.stream().filter(kind -> !kind.equals("Dropout")).toList();
      boolean normalizes = computed.equals(List.of("Transformer", "Pooling", "Normalize"));
      if (!normalizes && !computed.equals(List.of("Transformer", "Pooling"))) {
        throw new IllegalArgumentException(
            "Invalid modules in %s: %s; expected Transformer, Pooling and, if any, Normalize, for no other is computed here"
                .formatted(file, String.join(", ", kinds)));
      }
      ConfigJson transformer = modules.get(kinds.indexOf("Transformer"));
      if (!transformer.text("path").orElse("").isEmpty()) {
        throw transformer.invalid("path", "the folder itself");
      }
      ConfigJson pooling = modules.get(kinds.indexOf("Pooling"));
      Path path = folder.resolve(pooling.text("path").orElse(POOLING)).normalize();
      if (!path.startsWith(folder.normalize())
          || !Files.isRegularFile(path.resolve(FolderSource.CONFIG))) {
        throw pooling.invalid("path", "a folder here with a " + FolderSource.CONFIG);
      }
      return new Modules(Optional.of(path), normalizes);
    }

    /** Returns the class without its package, which differs between versions. */
    private static String kind(ConfigJson module) {
      String type = module.text("type").orElse("of no type");
      return type.substring(type.lastIndexOf('.') + 1);
    }
  }
}
