package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.data.DataReport;
import io.sparing.data.Dataset;
import io.sparing.data.Datasets;
import io.sparing.data.Example;
import io.sparing.data.Tokenizer;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetDescriptionTest {

  @Test
  void splitsOfTheSameRowsAreSharedEntirely() throws IOException {
    List<Example> rows = List.of(new Example("one", "", 0), new Example("two", "", 1));
    assertThat(described(rows, rows))
        .containsPattern("\ntrain +2 +0 +– +2 +0\n")
        .containsPattern("\nvalidation +0 +0 +0 +0 +0\n")
        .containsPattern("\ntest +2 +0 +2 +– +0\n");
    List<Example> one = rows.subList(0, 1);
    assertThat(described(rows, one))
        .containsPattern("\ntrain +2 +0 +– +1 +0\n")
        .containsPattern("\ntest +1 +0 +1 +– +0\n");
  }

  private static String described(List<Example> train, List<Example> test) throws IOException {
    Dataset dataset =
        new Dataset(
            Datasets.find("wordnet-pairs"),
            train,
            List.of(),
            test,
            "",
            new DataReport(4, 0, Map.of(), List.of()),
            (split, row) -> "");
    ModelManifest model = Models.find("minilm-l6");
    try (InputStream json = ModelFiles.tokenizer(model);
        Tokenizer tokenizer = Tokenizer.load(json)) {
      return new DatasetDescription(dataset, tokenizer, model).render();
    }
  }
}
