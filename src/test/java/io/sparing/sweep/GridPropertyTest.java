package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.trial.TrialSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class GridPropertyTest {

  private static final Map<String, Object> BASE =
      Map.of("dataset", "wordnet-topic", "model", "minilm-l6", "strategy", "lora");

  @Provide
  Arbitrary<Map<String, List<Object>>> blocks() {
    Arbitrary<List<Object>> values =
        Arbitraries.longs().between(1, 50).map(v -> (Object) v).list().ofMinSize(1).ofMaxSize(4);
    Arbitrary<List<Object>> distinct = values.map(list -> list.stream().distinct().toList());
    return Combinators.combine(distinct, distinct, distinct)
        .as(
            (ranks, epochs, seeds) -> {
              Map<String, List<Object>> block = new LinkedHashMap<>();
              block.put("lora_rank", ranks);
              block.put("epochs", epochs);
              block.put("seed", seeds);
              return block;
            });
  }

  private static int product(Map<String, List<Object>> block) {
    return block.values().stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
  }

  @Property(tries = 100)
  void aBlockOfDistinctValuesExpandsToTheirProduct(
      @ForAll("blocks") Map<String, List<Object>> block) {
    Grid.Expansion expansion = Grid.expand(BASE, block);
    assertThat(expansion.trials()).hasSize(product(block)).doesNotHaveDuplicates();
    assertThat(expansion.trials()).extracting(TrialSpec::id).doesNotHaveDuplicates();
    assertThat(expansion.collapsed()).isZero();
  }

  @Property(tries = 50)
  void aBlockRepeatedCollapsesToTheFirst(
      @ForAll("blocks") Map<String, List<Object>> block,
      @ForAll @IntRange(min = 1, max = 4) int n) {
    Grid.Expansion once = Grid.expand(BASE, block);
    Grid.Expansion often = Grid.joined(Collections.nCopies(n, Grid.expand(BASE, block)));
    assertThat(often.trials()).isEqualTo(once.trials());
    assertThat(often.collapsed()).isEqualTo((n - 1) * product(block));
  }

  @Property(tries = 50)
  void theLastKeyChangesFastest(@ForAll("blocks") Map<String, List<Object>> block) {
    List<TrialSpec> trials = Grid.expand(BASE, block).trials();
    List<Object> seeds = block.get("seed");
    for (int i = 0; i < trials.size(); i++) {
      assertThat(trials.get(i).seed()).isEqualTo(seeds.get(i % seeds.size()));
    }
  }

  @Property(tries = 50)
  void whatAStrategyDoesNotTakeIsNotCrossedForIt(
      @ForAll("blocks") Map<String, List<Object>> block) {
    Map<String, List<Object>> frozen = new LinkedHashMap<>(block);
    frozen.put("strategy", List.of("zero-shot"));
    Grid.Expansion expansion = Grid.expand(BASE, frozen);
    assertThat(expansion.trials()).hasSameSizeAs(block.get("seed"));
    assertThat(expansion.collapsed()).isZero();
  }

  @Property(tries = 50)
  void anOverrideGivenTwiceIsAnOverrideGivenOnce(
      @ForAll("blocks") Map<String, List<Object>> block) {
    String text =
        Sweeps.HEADER
            + "blocks:\n  - {strategy: [[lora], [zero-shot]], model: minilm-l6, lora_rank: [1, 2]}\n";
    String ranks = "lora_rank=" + block.get("lora_rank");
    String seeds = "seed=" + block.get("seed");
    assertThat(Sweeps.parse(text, ranks, seeds, ranks, seeds))
        .isEqualTo(Sweeps.parse(text, ranks, seeds));
  }
}
