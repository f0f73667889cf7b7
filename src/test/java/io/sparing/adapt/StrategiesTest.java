package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategiesTest {

  @Test
  void everyStrategyIsKnownByItsName() {
    Strategies.known()
        .forEach(
            (name, strategy) -> {
              assertThat(strategy.name()).isEqualTo(name);
              assertThat(Strategies.find(name)).isSameAs(strategy);
            });
    assertThat(Strategies.known().values()).doesNotHaveDuplicates();
  }

  @Test
  void namesAreKebabCaseAndDescriptionsOneLine() {
    for (Strategy strategy : Strategies.known().values()) {
      assertThat(strategy.name()).matches("[a-z0-9]+(-[a-z]+)*");
      assertThat(strategy.description()).isNotBlank().doesNotContain("\n").endsWith(".");
    }
  }

  @Test
  void everyParameterHasADefaultThatItAcceptsItself() {
    for (Parameter parameter : Strategies.parameters()) {
      assertThat(parameter.name()).matches("[a-z]+(_[a-z]+)*");
      assertThat(parameter.description()).isNotBlank();
      assertThat(parameter.parse(parameter.defaultValue()))
          .as(parameter.name())
          .isEqualTo(parameter.defaultValue());
    }
  }

  @Test
  void parametersOfOneNameMeanTheSameInEveryStrategy() {
    Map<String, Parameter.Kind> kinds = new HashMap<>();
    for (Strategy strategy : Strategies.known().values()) {
      for (Parameter parameter : strategy.parameters()) {
        Parameter.Kind known = kinds.putIfAbsent(parameter.name(), parameter.kind());
        assertThat(known == null || known == parameter.kind()).isTrue();
      }
    }
    assertThat(Strategies.parameters()).hasSize(kinds.size());
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> Strategies.find("loar"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown strategy: loar; known: " + String.join(", ", Strategies.known().keySet()));
  }

  @Test
  void anAdaptationNeedsALane() {
    assertThatThrownBy(() -> new Adaptation(Adapted.MODEL, new Unprompted(2), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid adaptation without a lane");
  }
}
