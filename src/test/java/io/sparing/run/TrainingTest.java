package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.data.Datasets;
import io.sparing.data.Tokenizer;
import io.sparing.measure.Metric;
import io.sparing.model.Classifier;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.script.ScriptModule;
import io.sparing.task.Tasks;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingTest {

  private static final int WIDTH = 16;

  /** Takes as long for one row as for a batch. */
  private static final ScriptModule SLOW_ENCODER =
      ScriptModule.of(
          "Slow",
          """
          def embed(self, inputs: List[Tensor]) -> Tensor:
            x = torch.eye(500)
            for i in range(20):
              x = torch.mm(x, x)
            first = torch.slice(torch.slice(x, 0, 0, 1), 1, 0, 16)
            return torch.expand(first, [torch.size(inputs[0], 0), -1])
          """);

  private static Corpus<?, ?> corpus(TrialSpec spec) throws IOException {
    ModelManifest manifest = Models.find(spec.model());
    try (InputStream json = ModelFiles.tokenizer(manifest)) {
      return new Corpus<>(
          Datasets.load(spec.dataset()),
          Tokenizer.load(json),
          manifest,
          spec,
          Tasks.find("classification"));
    }
  }

  /** The encoder is called once for 8 training rows, and ten times for 300 validation rows. */
  @Test
  void theSecondsOfAProbeLeaveOutItsValidation() throws IOException {
    TrialSpec spec =
        TrialSpecs.spec(
            Map.of("strategy", "linear-probe", "train_examples", 8, "max_length", 24, "epochs", 1));
    Corpus<?, ?> corpus = corpus(spec);
    int classes = corpus.dataset().manifest().labels().size();
    assertThat(corpus.train().targets()).hasSize(8);
    assertThat(corpus.validation().targets()).hasSize(300);
    ScriptModule adapted =
        Classifier.of(SLOW_ENCODER, Classifier.linearHead(classes, WIDTH, new long[] {1}));
    train(spec, adapted, corpus); // libtorch loads and warms up
    long start = System.nanoTime();
    Fitted fitted = train(spec, adapted, corpus);
    double all = (System.nanoTime() - start) / 1e9;
    assertThat(fitted.measurements().find(Metric.TRAIN_SECONDS).orElseThrow()).isLessThan(all / 2);
  }

  private static Fitted train(TrialSpec spec, ScriptModule adapted, Corpus<?, ?> corpus)
      throws IOException {
    return PlainTraining.of(spec).run(adapted, SLOW_ENCODER, corpus);
  }
}
