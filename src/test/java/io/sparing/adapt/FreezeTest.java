package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreezeTest {

  /** Four square layers and two wide ones with their biases, and two norms. */
  private static final long LAYER = 4 * (384 * 384 + 384) + 2 * 384 * 1536 + 1536 + 384 + 4 * 384;

  private final Strategy freeze = new Freeze();

  private ScriptModule frozen(long layers) {
    return Adapted.by(
        freeze,
        List.of(
            new Adaptation.Lane(
                StrategyParameters.of(freeze, Map.of("frozen_layers", layers)), 1)));
  }

  @Test
  void theLayersAboveAndTheHeadAreTrained() {
    assertThat(Adapted.trainable(frozen(4))).isEqualTo(2 * LAYER + Adapted.HEAD);
    assertThat(Adapted.trainable(frozen(6))).isEqualTo(Adapted.HEAD);
    assertThat(frozen(4).allParameters().keySet())
        .noneMatch(path -> path.contains("embeddings") || path.contains("layer.3."));
  }

  @Test
  void moreLayersThanThereAreAreRefused() {
    assertThatThrownBy(() -> frozen(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid frozen_layers: 7; model minilm-l6 has 6 layers");
  }
}
