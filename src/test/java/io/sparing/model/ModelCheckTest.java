package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.script.Safetensors;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a model's files is refused or told before anything is computed with them. */
class ModelCheckTest {

  private static final String POINTER =
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a".repeat(64) + "\nsize 12\n";

  @TempDir private Path folder;

  private JsonObject config;

  @BeforeEach
  void takeBert() {
    config = TinyFolder.config("bert");
  }

  private void write() throws IOException {
    TinyFolder.write(folder, config, TinyFolder.weights(config));
    // The configuration that was recorded has more rows than the vocabulary has words.
    Path words = folder.resolve("vocab.txt");
    String tokenizer =
        new String(WordPieceJson.of(words, Optional.empty()), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer);
    Files.delete(words);
  }

  private ModelManifest manifest() {
    return ModelFolders.read(folder.toString());
  }

  private void put(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text.replace('\'', '"'));
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> ModelCheck.refuse(manifest()))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(error -> assertThat(error.getMessage()).contains(words));
  }

  private void changeTokenizer(Consumer<JsonObject> change) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    change.accept(json);
    Files.writeString(file, json.toString());
  }

  @Test
  void aSoundFolderPassesWithoutAWord() throws IOException {
    write();
    ModelCheck.refuse(manifest());
    assertThat(ModelCheck.notices(manifest(), 128)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "hidden_act | 'gelu_python'",
        "dtype | 'float16'",
        "torch_dtype | 'bfloat16'",
        "chunk_size_feed_forward | 64",
        "num_labels | 7",
        "is_decoder | false",
        "add_cross_attention | null",
        "quantization_config | null",
        "rope_parameters | null",
        "rope_scaling | null",
        "pruned_heads | {}",
        "id2label | {'0': 'no', '1': 'yes'}",
        "architectures | ['BertForMaskedLM']",
      })
  void formsThatChangeNothingAreTaken(String key, String value) throws IOException {
    config.add(key, JsonParser.parseString(value.replace('\'', '"')));
    write();
    ModelCheck.refuse(manifest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "hidden_act | 'gelu_pytorch_tanh'",
        "hidden_act | null",
        "hidden_act | {'name': 'gelu'}",
        "position_embedding_type | 'relative_key_query'",
        "position_embedding_type | 'alibi'",
        "position_embedding_type | null",
        "is_decoder | true",
        "is_decoder | 1",
        "add_cross_attention | true",
        "is_encoder_decoder | true",
        "quantization_config | {'load_in_8bit': true}",
        "rope_theta | 10000.0",
        "rope_parameters | {'rope_type': 'default', 'rope_theta': 10000.0}",
        "rope_scaling | {'type': 'linear', 'factor': 2.0}",
        "pruned_heads | {'0': [1]}",
        "auto_map | {'AutoModel': 'modeling_own.OwnModel'}",
        "layer_norm_eps | 'small'",
        "layer_norm_eps | null",
        "type_vocab_size | [2]",
        "num_hidden_layers | 2.5",
        "head_dim | 3",
      })
  void formsThatAreNotComputedAreRefusedByName(String key, String value) throws IOException {
    write();
    config.add(key, JsonParser.parseString(value.replace('\'', '"')));
    Files.writeString(folder.resolve("config.json"), config.toString());
    refused("Invalid " + key + " in " + folder.resolve("config.json") + ": ", "; expected ");
  }

  @Test
  void sizesOfDistilBertHaveTwoNames() throws IOException {
    config = TinyFolder.config("distilbert");
    write();
    Configuration older = manifest().configuration();
    for (String[] names :
        new String[][] {
          {"dim", "hidden_size"},
          {"n_layers", "num_hidden_layers"},
          {"n_heads", "num_attention_heads"}
        }) {
      config.add(names[1], config.remove(names[0]));
    }
    Files.writeString(folder.resolve("config.json"), config.toString());
    assertThat(manifest().configuration()).isEqualTo(older);
    config.addProperty("n_layers", 1);
    Files.writeString(folder.resolve("config.json"), config.toString());
    refused("Invalid num_hidden_layers", ": 2; expected 1, as n_layers says");
  }

  @Test
  void thePaddingOfRobertaIsNotGuessed() throws IOException {
    config = TinyFolder.config("roberta");
    write();
    config.add("pad_token_id", JsonNull.INSTANCE);
    Files.writeString(folder.resolve("config.json"), config.toString());
    refused("Invalid pad_token_id", ": null; expected a whole number");
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() throws IOException {
    write();
    put("config.json", config.toString().replaceFirst("\\{", "{'vocab_size': 9, "));
    refused("config.json: vocab_size is there twice; expected each key once");
  }

  @Test
  void whatIsNoJsonIsToldWithItsPlace() throws IOException {
    write();
    put("config.json", "{'vocab_size': 9,\n oops}");
    refused("Invalid " + folder.resolve("config.json") + ": malformed JSON at line 2, column ");
  }

  @Test
  void textThatIsNotUtf8IsToldAsThat() throws IOException {
    write();
    Files.write(folder.resolve("config.json"), new byte[] {'{', '"', (byte) 0xff, '"', '}'});
    refused("config.json: not in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "tokenizer.json", "config.json"})
  void pointersOfGitLfsAreTold(String file) throws IOException {
    write();
    put(file, POINTER);
    refused("Invalid " + folder.resolve(file) + ": a Git LFS pointer", "; run git lfs pull");
  }

  @Test
  void aVocabularyMayBeAPointerToo() throws IOException {
    write();
    Files.delete(folder.resolve("tokenizer.json"));
    put("vocab.txt", POINTER);
    refused("vocab.txt: a Git LFS pointer", "; run git lfs pull");
  }

  @ParameterizedTest
  @ValueSource(strings = {"adapter_config.json", "quantize_config.json", "quant_config.json"})
  void filesThatMakeItAnotherModelAreRefused(String file) throws IOException {
    write();
    put(file, "{}");
    refused("has " + file + ": ");
  }

  @Test
  void otherFormsOfWeightsAreNamed() throws IOException {
    write();
    Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
    refused("has no model.safetensors; it has pytorch_model.bin, which is not read");
  }

  @Test
  void weightsInSeveralFilesAreReadAsOne() throws IOException {
    write();
    TensorData whole = word(manifest());
    shard();
    assertThat(word(manifest()).toFloats()).isEqualTo(whole.toFloats());
    assertThat(ModelFiles.sha256(manifest())).hasSize(64);
    Files.delete(folder.resolve("model-00002-of-00002.safetensors"));
    refused("Cannot find the file model-00002-of-00002.safetensors");
    put("model-00002-of-00002.safetensors", POINTER);
    refused("model-00002-of-00002.safetensors: a Git LFS pointer");
  }

  private static TensorData word(ModelManifest manifest) throws IOException {
    ModelCheck.refuse(manifest);
    return Encoders.load(manifest).at("bert.embeddings.word_embeddings").tensor("weight");
  }

  private void shard() throws IOException {
    Map<String, TensorData> first = new LinkedHashMap<>();
    Map<String, TensorData> second = new LinkedHashMap<>();
    JsonObject map = new JsonObject();
    TinyFolder.weights(config)
        .forEach(
            (name, tensor) -> {
              boolean early = name.startsWith("embeddings");
              (early ? first : second).put(name, tensor);
              map.addProperty(name, "model-0000%d-of-00002.safetensors".formatted(early ? 1 : 2));
            });
    Safetensors.write(first, Map.of(), folder.resolve("model-00001-of-00002.safetensors"));
    Safetensors.write(second, Map.of(), folder.resolve("model-00002-of-00002.safetensors"));
    JsonObject index = new JsonObject();
    index.add("weight_map", map);
    Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
    Files.delete(folder.resolve("model.safetensors"));
  }

  @Test
  void idsBeyondTheTableAreRefused() throws IOException {
    write();
    changeTokenizer(
        json -> {
          JsonObject added =
              json.getAsJsonArray("added_tokens").get(0).getAsJsonObject().deepCopy();
          added.addProperty("id", 60);
          added.addProperty("content", "<extra>");
          json.getAsJsonArray("added_tokens").add(added);
        });
    refused("it has token ids up to 60 (<extra>); the embedding table has 60 rows");
  }

  @Test
  void aTokenizerWithoutSpecialTokensIsToldOrRefused() throws IOException {
    write();
    changeTokenizer(json -> json.add("post_processor", JsonNull.INSTANCE));
    ModelCheck.refuse(manifest());
    assertThat(ModelCheck.notices(manifest(), 8))
        .singleElement()
        .asString()
        .endsWith("its tokenizer puts none before or after them");
    put("1_Pooling/config.json", "{'pooling_mode': 'cls'}");
    refused("puts no special token before a text, and pooling cls takes the first");
  }

  @Test
  void aTokenizerThatDrawsIsRefused() throws IOException {
    write();
    changeTokenizer(json -> json.getAsJsonObject("model").addProperty("dropout", 0.1));
    refused("dropout 0.1 draws tokens at random");
  }

  @ParameterizedTest
  @CsvSource({"do_lower_case, false", "tokenize_chinese_chars, false"})
  void aConfigurationThatContradictsTheTokenizerIsRefused(String key, boolean value)
      throws IOException {
    write();
    put("tokenizer_config.json", "{'%s': %s}".formatted(key, value));
    refused("Invalid " + key, ": false; expected true, as tokenizer.json says");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "tokenizer_class | 'BertJapaneseTokenizer'",
        "cls_token | '<s>'",
        "do_basic_tokenize | false",
        "added_tokens_decoder | {'57': {'content': '<new>'}}",
      })
  void aVocabularyOfAnotherTokenizerIsRefused(String key, String value) throws IOException {
    write();
    TinyFolder.write(folder, config, TinyFolder.weights(config));
    Files.delete(folder.resolve("tokenizer.json"));
    ModelCheck.refuse(manifest());
    put("tokenizer_config.json", "{'%s': %s}".formatted(key, value));
    refused("Invalid " + key + " in " + folder.resolve("tokenizer_config.json"));
  }

  @Test
  void tokensBesideAVocabularyAreRefused() throws IOException {
    write();
    TinyFolder.write(folder, config, TinyFolder.weights(config));
    Files.delete(folder.resolve("tokenizer.json"));
    put("added_tokens.json", "{'<new>': 57}");
    refused("added_tokens.json: token <new> is not in vocab.txt");
  }

  private static String modules(String... kinds) {
    JsonArray modules = new JsonArray();
    for (String kind : kinds) {
      JsonObject module = new JsonObject();
      module.addProperty("type", "sentence_transformers.models." + kind);
      module.addProperty("path", kind.equals("Transformer") ? "" : modules.size() + "_" + kind);
      modules.add(module);
    }
    return modules.toString();
  }

  @Test
  void newerFormsOfPoolingAreRead() throws IOException {
    write();
    put("modules.json", modules("Transformer", "Pooling"));
    put("1_Pooling/config.json", "{'embedding_dimension': 16, 'pooling_mode': 'cls'}");
    assertThat(manifest().pooling()).isEqualTo("cls");
    put("1_Pooling/config.json", "{'embedding_dimension': 16, 'pooling_mode': ['mean']}");
    assertThat(manifest().pooling()).isEqualTo("mean");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'pooling_mode': 'max'}",
        "{'pooling_mode': ['cls', 'mean']}",
        "{'pooling_mode': 'cls', 'pooling_mode_cls_token': false}",
        "{'pooling_mode_cls_token': false, 'pooling_mode_mean_tokens': false}",
        "{'pooling_mode_cls_token': true}",
        "{'pooling_mode_attention_tokens': true, 'pooling_mode_mean_tokens': true}",
        "{'word_embedding_dimension': 17, 'pooling_mode_mean_tokens': true}",
      })
  void otherPoolingsAreRefused(String pooling) throws IOException {
    write();
    put("modules.json", modules("Transformer", "Pooling"));
    put("1_Pooling/config.json", pooling);
    refused(" in " + folder.resolve("1_Pooling/config.json") + ": ");
  }

  @Test
  void modulesThatAreNotComputedAreRefused() throws IOException {
    write();
    put("1_Pooling/config.json", "{'pooling_mode_mean_tokens': true}");
    put("modules.json", modules("Transformer", "Pooling", "Dense"));
    refused("modules.json: Transformer, Pooling, Dense; expected Transformer, Pooling and");
    put("modules.json", modules("Transformer", "WeightedLayerPooling", "Pooling"));
    refused("modules.json: Transformer, WeightedLayerPooling, Pooling; expected");
  }

  @Test
  void whatIsLeftOutIsTold() throws IOException {
    write();
    put("1_Pooling/config.json", "{'pooling_mode_mean_tokens': true}");
    put("modules.json", modules("Transformer", "Pooling", "Normalize"));
    put("sentence_bert_config.json", "{'max_seq_length': 24, 'do_lower_case': false}");
    ModelCheck.refuse(manifest());
    assertThat(ModelCheck.notices(manifest(), 32))
        .containsExactly(
            folder
                + " has the module Normalize, which is left out: its vectors are not scaled to"
                + " length 1",
            folder + " reads up to 32 tokens, as max_length says; its max_seq_length is 24");
    assertThat(ModelCheck.notices(manifest(), 24)).hasSize(1);
  }

  @Test
  void lowerCaseThatTheTokenizerDoesNotMakeIsRefused() throws IOException {
    write();
    put("sentence_bert_config.json", "{'do_lower_case': true}");
    ModelCheck.refuse(manifest());
    changeTokenizer(json -> json.getAsJsonObject("normalizer").addProperty("lowercase", false));
    refused("Invalid do_lower_case", ": true; its tokenizer keeps the letters' case");
  }

  @Test
  void theDefaultPromptIsPutBeforeTexts() throws IOException {
    write();
    put(
        "config_sentence_transformers.json",
        "{'prompts': {'query': 'query: '}, 'default_prompt_name': 'query'}");
    assertThat(manifest().textPrefix()).isEqualTo("query: ");
    put("config_sentence_transformers.json", "{'prompts': {}, 'default_prompt_name': 'query'}");
    refused("Invalid default_prompt_name", ": query; expected one of its prompts");
  }
}
