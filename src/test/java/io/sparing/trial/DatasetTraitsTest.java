package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.data.Datasets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DatasetTraitsTest {

  private static DatasetTraits of(String dataset, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(Map.of("dataset", dataset, "model", "minilm-l6", "strategy", "zero-shot"));
    return DatasetTraits.of(TrialSpecParser.fromSettings(all));
  }

  @Test
  void aPublishedDataSetHasTheTraitsOfItsManifest() {
    Datasets.known()
        .forEach(
            (name, manifest) -> {
              if (manifest.labelled()) {
                assertThat(of(name, Map.of()))
                    .isEqualTo(
                        new DatasetTraits(
                            name,
                            manifest.task(),
                            manifest.collection(),
                            OptionalInt.of(manifest.labels().size())));
              }
            });
    assertThat(of("wordnet-topic", Map.of()).classes()).hasValue(12);
  }

  @Test
  void dataSetsOfOneCollectionShareRows() {
    assertThat(of("mr", Map.of()).collection()).isEqualTo(of("sst-2", Map.of()).collection());
    assertThat(of("trec", Map.of()).collection()).isEqualTo("trec");
    assertThat(of("/my/own.csv", Map.of("text", "title")).collection()).isEqualTo("/my/own.csv");
  }

  @Test
  void oneTextOfAFileIsToBeClassifiedAndTwoAreAPair() {
    DatasetTraits one = of("/home/U/My.csv", Map.of());
    assertThat(one)
        .isEqualTo(
            new DatasetTraits(
                "/home/U/My.csv", "classification", "/home/U/My.csv", OptionalInt.empty()));
    assertThat(of("/home/U/My.csv", Map.of("text_pair", "answer")).task()).isEqualTo("pair");
  }

  @Test
  void otherColumnsOfAFileAreAnotherDataSet() {
    assertThat(of("/my/own.csv", Map.of("text", "title")).name())
        .isEqualTo("/my/own.csv (text=title)");
    assertThat(of("/my/own.csv", Map.of("text", "body", "test_ratio", 0.2)).name())
        .isEqualTo("/my/own.csv (text=body, test_ratio=0.2)");
  }
}
