package io.sparing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.data.RealData;
import io.sparing.measure.Metric;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What MiniLM learns from 2,000 phrases of SST-2, measured on its whole dev set. The probe's rate
 * is the best of 1e-3 to 3e-2 on validation rows; full fine-tuning has its default.
 */
@Tag("slow")
class Sst2AccuracyTest {

  @BeforeEach
  void findData() {
    System.setProperty("sparing.mirror", RealData.folder().toString());
  }

  @AfterEach
  void forgetData() {
    System.clearProperty("sparing.mirror");
  }

  @ParameterizedTest
  @CsvSource({"linear-probe, 3e-3, 0.78", "full, 5e-5, 0.82"})
  void learnsFromTwoThousandPhrases(String strategy, double rate, double least) {
    TrialSpec spec =
        TrialSpecParser.fromSettings(
            Map.of(
                "dataset",
                "sst-2",
                "model",
                "minilm-l6",
                "strategy",
                strategy,
                "learning_rate",
                rate,
                "train_examples",
                2000,
                "max_length",
                64));
    TrialResult result = new LocalTrialRunner().run(spec, share -> {});
    assertThat(result.message()).isEmpty();
    double accuracy = result.measurements().find(Metric.ACCURACY).orElseThrow();
    System.out.printf(
        "%s: accuracy %.4f in %.0f s, %s%n",
        strategy,
        accuracy,
        result.measurements().find(Metric.TOTAL_SECONDS).orElseThrow(),
        result.measurements().values());
    assertThat(accuracy).isGreaterThanOrEqualTo(least);
  }
}
