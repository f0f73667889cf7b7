package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Strategies of several stages, and trials of one step, by what strategies declare. */
class StagesTest {

  private static final Claims FINDS_TEXTS = Claims.computing(Stage.RETRIEVAL);

  /** A strategy that does nothing but declare. */
  private record Declared(String name, Claims claims, Sharing sharing) implements Strategy {

    @Override
    public String description() {
      return "Declares.";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public OptionalDouble defaultLearningRate() {
      return claims.trains().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(1e-3);
    }
  }

  private static Strategy declared(String name, Claims claims) {
    return new Declared(name, claims, Sharing.alike());
  }

  @Test
  void aStackActsByStagesWhateverTheOrderOfItsNames() {
    Strategy retrieval = declared("retrieval", FINDS_TEXTS);
    Strategy tuning = declared("tuning", Claims.trainingAll());
    Strategy prompting = declared("prompting", Claims.computing(Stage.PROMPTING));
    Strategy stack = Stack.of(List.of(retrieval, prompting, tuning));
    assertThat(stack.name()).isEqualTo("tuning+prompting+retrieval");
    assertThat(stack.defaultLearningRate()).hasValue(1e-3);
    assertThat(stack.claims().stage()).isEqualTo(Stage.RETRIEVAL);
    assertThat(stack.claims().trains()).containsExactly(Site.values());
  }

  @Test
  void oneNumberIsTrainedByOneStrategy() {
    Strategy one = declared("one", Claims.training(Site.NORM_BIASES, Site.NORM_WEIGHTS));
    Strategy other = declared("other", Claims.training(Site.EMBEDDINGS, Site.NORM_BIASES));
    assertThatThrownBy(() -> Stack.of(List.of(one, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot stack one with other, because both train the norms' biases; to run one after"
                + " the other write [[one], [other]]");
    Strategy apart = declared("apart", Claims.training(Site.EMBEDDINGS));
    assertThat(Stack.of(List.of(one, apart)).name()).isEqualTo("one+apart");
  }

  @Test
  void aStackSharesAStepWhereAllItsPartsDo() {
    Sharing both = Sharing.alike("one").and(Sharing.alike("other"));
    assertThat(both).isEqualTo(Sharing.alike("one", "other"));
    SortedMap<String, Object> parameters = new TreeMap<>(Map.of("one", 1L, "other", 2L));
    List<Adaptation.Lane> lanes =
        List.of(new Adaptation.Lane(parameters, 1), new Adaptation.Lane(parameters, 2));
    both.check("mine", lanes);
    assertThatThrownBy(() -> both.and(Sharing.alone("they differ")).check("mine", lanes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train 2 trials of mine in one step: they differ");
  }

  @Test
  void aTrialAloneNeedsNoSharing() {
    Sharing.alone("they differ").check("mine", List.of(new Adaptation.Lane(new TreeMap<>(), 1)));
  }
}
