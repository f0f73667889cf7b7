package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sparing.script.DataType;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a folder tells of its model, and what is refused. */
class ModelFoldersTest {

  @TempDir private Path folder;

  private JsonObject config;
  private Map<String, TensorData> weights;

  @BeforeEach
  void takeDistilBert() throws IOException {
    config = TinyFolder.config("distilbert");
    weights = TinyFolder.weights(config);
  }

  private ModelManifest manifest() throws IOException {
    TinyFolder.write(folder, config, weights);
    return ModelFolders.read(folder.toString());
  }

  private void refused(String message) {
    assertThatThrownBy(() -> Encoders.load(manifest()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message.replace("FOLDER", folder.toString()));
  }

  @Test
  void sizesComeFromTheConfiguration() throws IOException {
    ModelManifest manifest = manifest();
    assertThat(manifest.name()).isEqualTo(folder.toString());
    assertThat(manifest.configuration())
        .isEqualTo(new EncoderConfiguration(2, 16, 2, 32, 60, 40, 0, 0, 1e-12));
    assertThat(manifest.pooling()).isEqualTo("mean");
    assertThat(manifest.parameters())
        .isEqualTo(weights.values().stream().mapToLong(TensorData::elements).sum());
    config = TinyFolder.config("roberta");
    assertThat(manifest().configuration())
        .isEqualTo(new EncoderConfiguration(2, 16, 2, 32, 60, 38, 2, 1, 1e-5));
    config = TinyFolder.config("electra");
    assertThat(manifest().configuration())
        .isEqualTo(new EncoderConfiguration(2, 16, 2, 32, 60, 40, 0, 2, 1e-12).withEmbedding(8));
    config = TinyFolder.config("mpnet");
    assertThat(manifest().configuration())
        .isEqualTo(
            new EncoderConfiguration(2, 16, 2, 32, 60, 38, 2, 0, 1e-5).withRelativeBuckets(32));
  }

  @Test
  void poolingIsAsSentenceTransformersSay() throws IOException {
    Path pooling = folder.resolve("1_Pooling");
    Files.createDirectories(pooling);
    String text =
        "{\"pooling_mode_cls_token\": %s, \"pooling_mode_mean_tokens\": %s,"
            + " \"pooling_mode_max_tokens\": %s}";
    Files.writeString(pooling.resolve("config.json"), text.formatted(true, false, false));
    assertThat(manifest().pooling()).isEqualTo("cls");
    Files.writeString(pooling.resolve("config.json"), text.formatted(false, true, false));
    assertThat(manifest().pooling()).isEqualTo("mean");
    Files.writeString(pooling.resolve("config.json"), text.formatted(false, false, true));
    refused(
        "Invalid pooling_mode_max_tokens in FOLDER/1_Pooling/config.json: true; expected false");
    Files.writeString(pooling.resolve("config.json"), text.formatted(true, true, false));
    refused(
        "Invalid pooling_mode_mean_tokens in FOLDER/1_Pooling/config.json: true; expected false");
  }

  @Test
  void headsAndTheNamesOfOldLayerNormsAreTaken() throws IOException {
    weights.put("vocab_transform.weight", TensorData.zeros(16, 16));
    weights.put(
        "embeddings.position_ids",
        TensorData.of(DataType.INT64, new long[] {1}, ByteBuffer.allocate(8)));
    weights.put("embeddings.LayerNorm.gamma", weights.remove("embeddings.LayerNorm.weight"));
    weights.put("embeddings.LayerNorm.beta", weights.remove("embeddings.LayerNorm.bias"));
    assertThat(Encoders.load(manifest()).at("bert.embeddings.LayerNorm").tensor("bias").toFloats())
        .isEqualTo(TinyBert.formula("embeddings.LayerNorm.bias", 16).toFloats());
  }

  @Test
  void aMissingWeightIsNamed() {
    weights.remove("transformer.layer.1.attention.q_lin.bias");
    refused("Cannot build FOLDER: its file has no weight transformer.layer.1.attention.q_lin.bias");
  }

  @Test
  void aWeightWithoutAPlaceIsNamed() {
    weights.put("distilbert.transformer.layer.2.ffn.lin1.bias", TensorData.zeros(32));
    refused(
        "Unknown weight: distilbert.transformer.layer.2.ffn.lin1.bias of FOLDER; its architecture"
            + " distilbert with 2 layers has no place for it");
  }

  @Test
  void aWeightThatIsThereTwiceIsNamed() {
    weights = new LinkedHashMap<>(weights);
    weights.put("distilbert.embeddings.LayerNorm.bias", TensorData.zeros(16));
    refused(
        "Invalid weights of FOLDER: distilbert.embeddings.LayerNorm.bias and"
            + " embeddings.LayerNorm.bias are the same");
  }

  @Test
  void aWeightOfAnotherShapeIsNamed() {
    weights.put("transformer.layer.0.ffn.lin2.weight", TensorData.zeros(32, 16));
    refused(
        "Invalid weight transformer.layer.0.ffn.lin2.weight of FOLDER: FLOAT32[32, 16]; expected"
            + " floats of shape [16, 32]");
  }

  @ParameterizedTest
  @CsvSource({
    "distilbert, activation, relu, gelu or gelu_python",
    "bert, hidden_act, gelu_new, gelu or gelu_python",
    "roberta, hidden_act, silu, gelu or gelu_python",
    "bert, position_embedding_type, relative_key, absolute",
    "bert, is_decoder, true, false",
    "bert, num_hidden_layers, many, a whole number",
    "roberta, layer_norm_eps, small, a number",
    "electra, hidden_act, gelu_new, gelu or gelu_python",
    "xlm-roberta, is_decoder, true, false",
    "mpnet, relative_attention_num_buckets, 64, 32",
    "mpnet, pad_token_id, 0, 1",
  })
  void whatTheTreeDoesNotComputeIsRefused(
      String architecture, String key, String value, String expected) throws IOException {
    config = TinyFolder.config(architecture);
    weights = TinyFolder.weights(config);
    config.addProperty(key, value);
    refused("Invalid %s in FOLDER/config.json: %s; expected %s".formatted(key, value, expected));
  }

  @Test
  void otherConfigurationsAreRefused() {
    config.addProperty("n_heads", 3);
    refused("Invalid heads of FOLDER: 3; expected a divisor of its width 16");
    config.addProperty("n_layers", 0);
    refused("Invalid layers: 0; expected 1 to 1000");
    config.remove("n_layers");
    refused("Cannot read FOLDER/config.json: no n_layers");
    config.addProperty("model_type", "t5");
    refused(
        "Cannot run FOLDER: its architecture t5 is not implemented yet; known: "
            + String.join(", ", Families.architectures()));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    manifest();
    Files.delete(folder.resolve("vocab.txt"));
    missing("Cannot load FOLDER: the folder FOLDER has no tokenizer.json or vocab.txt");
    Files.delete(folder.resolve("model.safetensors"));
    missing("Cannot load FOLDER: the folder FOLDER has no model.safetensors");
    assertThatThrownBy(() -> Models.find("no/such/folder"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot load no/such/folder: no/such/folder is no folder");
  }

  private void missing(String message) {
    assertThatThrownBy(() -> Models.find(folder.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message.replace("FOLDER", folder.toString()));
  }
}
