package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MasterTest {

  private static boolean here(Map<String, String> properties, Map<String, String> environment) {
    return Master.here(properties::get, environment::get);
  }

  @Test
  void sparkSubmitSaysWhereTrialsRun() {
    assertThat(here(Map.of("spark.master", "local[4]"), Map.of("SPARK_HOME", "/spark"))).isTrue();
    assertThat(here(Map.of("spark.master", "spark://host:7077"), Map.of())).isFalse();
  }

  @Test
  void beforeItStartsNothingIsClaimedOfAMasterThatSomebodyNamed() {
    assertThat(here(Map.of(), Map.of())).isTrue();
    assertThat(here(Map.of(), Map.of("SPARING_SPARK_ARGS", "--conf spark.task.cpus=2"))).isTrue();
    assertThat(here(Map.of(), Map.of("SPARING_SPARK_ARGS", "--master spark://h:7077"))).isFalse();
    assertThat(here(Map.of(), Map.of("SPARK_HOME", "/spark"))).isFalse();
  }
}
