package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentGridParserTest {

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(String yaml) {
    return assertThatThrownBy(() -> EnvironmentGridParser.parse(yaml, "mine.yaml"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePublishedGridIsTheFileInConf() throws Exception {
    EnvironmentGrid file = EnvironmentGridParser.read(Path.of("conf/environments.yaml"));
    assertThat(EnvironmentGridParser.published()).isEqualTo(file);
    assertThat(file.limits().keySet()).containsExactlyElementsOf(Feature.LIMITS);
    assertThat(file.environments("any", "cpu", Feature.LIMITS))
        .hasSize(500)
        .doesNotHaveDuplicates();
  }

  @Test
  void anEnvironmentHasOneValueOfEachLimit() {
    EnvironmentGrid grid =
        EnvironmentGridParser.parse("latency_ms: [10, none]\nexamples: all", "g");
    assertThat(grid.environments("any", "gpu", Feature.LIMITS))
        .containsExactly(
            Environment.open("any", "gpu").with(Feature.LATENCY, 10),
            Environment.open("any", "gpu"));
  }

  @Test
  void aLimitThatNobodyMeasuredLiesOpen() {
    EnvironmentGrid grid = EnvironmentGridParser.published();
    List<Environment> environments =
        grid.environments("any", "gpu", List.of(Feature.LATENCY, Feature.EXAMPLES));
    assertThat(environments)
        .hasSize(25)
        .allMatch(environment -> Double.isInfinite(environment.memoryGigabytes()));
  }

  @Test
  void aGridOfOnesOwnIsRead(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("e.yaml"), "train_seconds: [60, 3600]\n");
    assertThat(EnvironmentGridParser.read(file).limits().get(Feature.TRAIN_SECONDS))
        .containsExactly(60.0, 3600.0);
    assertThatThrownBy(() -> EnvironmentGridParser.read(folder.resolve("none.yaml")))
        .hasMessageStartingWith("Cannot find the environments: ")
        .hasMessageContaining("conf/environments.yaml");
  }

  @Test
  void tooManyEnvironmentsAreRefused() {
    String many = IntStream.rangeClosed(1, 150).mapToObj(String::valueOf).toList().toString();
    refused("latency_ms: %s\nexamples: %s".formatted(many, many))
        .hasMessage("Invalid environments: 22,500 of them; expected at most 20,000");
  }

  @Test
  void aLimitThatNobodyKnowsIsRefused() {
    refused("lateny_ms: [10]").hasMessageContaining("Unknown feature: lateny_ms; known: memory_gb");
  }

  @Test
  void aValueThatIsNoLimitIsRefused() {
    refused("latency_ms: [10, soon]")
        .hasMessage(
            "Invalid latency_ms: soon in mine.yaml; expected a number above 0, or none for no"
                + " limit");
    refused("memory_gb: -1").hasMessageContaining("Invalid memory_gb: -1 in mine.yaml");
    refused("memory_gb: 0").hasMessageContaining("Invalid memory_gb: 0");
    refused("train_seconds: [.nan]").hasMessageContaining("Invalid train_seconds: NaN");
    refused("memory_gb:").hasMessageContaining("Invalid memory_gb: null");
  }

  @Test
  void aLimitWithoutValuesIsRefused() {
    refused("memory_gb: []").hasMessage("Cannot use environments without a value of memory_gb");
  }

  @Test
  void whatIsNoGridIsRefused() {
    refused("").hasMessageContaining("Invalid environments: mine.yaml; expected limits");
    refused("[1, 2]").hasMessageContaining("expected limits and their values");
    refused("latency_ms: [1\n").hasMessageContaining("Invalid environments: mine.yaml");
    refused("latency_ms: 1\nlatency_ms: 2").hasMessageContaining("latency_ms");
  }
}
