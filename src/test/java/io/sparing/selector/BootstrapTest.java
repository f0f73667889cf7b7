package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static List<Bootstrap.Score> scores(int size, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, size)
        .mapToObj(i -> new Bootstrap.Score(random.nextDouble(), 1))
        .toList();
  }

  private static Grade grade(List<Bootstrap.Score> rules) {
    int size = rules.size();
    Map<String, List<Bootstrap.Score>> scores =
        Map.of("oracle", scores(size, 1), "rules", rules, "single best", scores(size, 3));
    return new Bootstrap(scores, 7).grade("a method", List.of());
  }

  @Test
  void intervalsAreThoseOfOneThousandSamplesOfTheSeed() {
    List<Bootstrap.Score> rules = scores(40, 2);
    Random random = new Random(7);
    double[] means =
        IntStream.range(0, 1_000)
            .mapToDouble(r -> random.ints(40, 0, 40).mapToDouble(i -> rules.get(i).quality()).sum())
            .map(sum -> sum / 40)
            .sorted()
            .toArray();
    Grade.Line line = grade(rules).find("rules").orElseThrow();
    assertThat(line.low()).isEqualTo(means[25]);
    assertThat(line.high()).isEqualTo(means[974]);
    assertThat(line.low()).isLessThan(line.quality()).isGreaterThan(0);
    assertThat(line.high()).isGreaterThan(line.quality()).isLessThan(1);
  }

  @Test
  void whatFitsOnOneOfTwoSeedsCountsHalf() {
    Bootstrap.Score[] rules = new Bootstrap.Score[10];
    Arrays.fill(rules, new Bootstrap.Score(0.4, 0.5));
    rules[0] = new Bootstrap.Score(0.8, 1);
    rules[1] = new Bootstrap.Score(0, 0);
    Grade.Line line = grade(List.of(rules)).find("rules").orElseThrow();
    assertThat(line.feasible()).isEqualTo(0.5);
  }

  /** A thousand samples of 50,000 environments are 200 MB. */
  @Test
  void keepsOneSampleAtATime() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Bootstrap.Score> rules = scores(50_000, 2);
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(grade(rules).environments()).isEqualTo(50_000);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(50_000_000);
  }
}
