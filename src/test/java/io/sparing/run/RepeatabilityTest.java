package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.data.Datasets;
import io.sparing.data.Tokenizer;
import io.sparing.measure.Metric;
import io.sparing.model.Encoders;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import io.sparing.task.Tasks;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole training runs on WordNet, small. */
class RepeatabilityTest {

  private static TrialSpec spec(String strategy) {
    return TrialSpecParser.fromSettings(
        Map.of(
            "dataset", "wordnet-topic",
            "model", "minilm-l6",
            "strategy", strategy,
            "train_examples", 40,
            "test_examples", 12,
            "max_length", 24,
            "epochs", 2));
  }

  private record Trained(List<Double> losses, Map<String, TensorData> parameters) {}

  private static Trained train(TrialSpec spec) throws IOException {
    ModelManifest manifest = Models.find(spec.model());
    Strategy strategy = Strategies.find(spec.strategy());
    try (InputStream json = ModelFiles.tokenizer(manifest)) {
      Corpus<?, ?> corpus =
          new Corpus<>(
              Datasets.load(spec.dataset()),
              Tokenizer.load(json),
              manifest,
              spec,
              Tasks.find("classification"));
      ScriptModule encoder = Encoders.load(manifest);
      Adaptation.Lane lane = new Adaptation.Lane(spec.strategyParameters(), spec.seed());
      ScriptModule adapted;
      try (PromptTask task = new PromptTask(corpus, encoder, Workplace.of(Map.of()))) {
        adapted = strategy.adapt(encoder, new Adaptation(manifest, task, List.of(lane)));
      }
      Fitted fitted = PlainTraining.of(spec).run(adapted, encoder, corpus);
      return new Trained(
          fitted.curve().stream().map(CurvePoint::trainLoss).toList(),
          fitted.model().allParameters());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora", "full"})
  void theSameSeedRepeatsBitForBit(String strategy) throws IOException {
    Trained one = train(spec(strategy));
    Trained two = train(spec(strategy));
    assertThat(two.losses()).isEqualTo(one.losses()).isNotEmpty();
    assertThat(two.parameters().keySet()).isEqualTo(one.parameters().keySet());
    one.parameters()
        .forEach(
            (path, value) ->
                assertThat(two.parameters().get(path).bytes()).as(path).isEqualTo(value.bytes()));
  }

  @Test
  void anAdaptiveFreezeTellsHowManyLayersItFroze() {
    Map<String, Object> settings =
        new HashMap<>(TrialSpecParser.toSettings(spec("adaptive-freeze")));
    settings.put("freeze_percentile", 100);
    settings.put("freeze_interval", 0.25);
    TrialResult result =
        new LocalTrialRunner().run(TrialSpecParser.fromSettings(settings), share -> {});
    assertThat(result.message()).isEmpty();
    assertThat(result.measurements().find(Metric.FROZEN_LAYERS_END).orElseThrow())
        .isBetween(1.0, 5.0);
  }

  @Test
  void earlyStoppingTakesTheBestEpochAndCountsWhatRan() {
    Map<String, Object> settings = new HashMap<>(TrialSpecParser.toSettings(spec("linear-probe")));
    settings.put("early_stopping_patience", 1);
    settings.put("epochs", 30);
    settings.put("learning_rate", 0.3);
    TrialResult result =
        new LocalTrialRunner().run(TrialSpecParser.fromSettings(settings), share -> {});
    assertThat(result.message()).isEmpty();
    List<CurvePoint> scored =
        result.curve().stream().filter(point -> point.validationScore() != null).toList();
    double best = scored.stream().mapToDouble(CurvePoint::validationScore).max().orElseThrow();
    assertThat(scored).hasSizeLessThan(30);
    assertThat(result.measurements().find(Metric.VALIDATION_ACCURACY)).hasValue(best);
    assertThat(result.measurements().find(Metric.TRAIN_STEPS)).hasValue(3.0 * scored.size());
  }

  @Test
  void checkpointingTrainsTheSame() {
    Map<String, Object> settings = new HashMap<>(TrialSpecParser.toSettings(spec("lora")));
    TrialResult kept = new LocalTrialRunner().run(spec("lora"), share -> {});
    settings.put("gradient_checkpointing", true);
    TrialResult anew =
        new LocalTrialRunner().run(TrialSpecParser.fromSettings(settings), share -> {});
    assertThat(anew.message()).isEmpty();
    assertThat(anew.curve()).hasSameSizeAs(kept.curve());
    for (int i = 0; i < kept.curve().size(); i++) {
      assertThat(anew.curve().get(i).trainLoss())
          .isCloseTo(kept.curve().get(i).trainLoss(), within(1e-4));
    }
  }
}
