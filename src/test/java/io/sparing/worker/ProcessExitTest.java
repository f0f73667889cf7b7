package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.trial.FailureCategory;
import io.sparing.worker.ProcessExit.Memory;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessExitTest {

  @ParameterizedTest
  @CsvSource({"129, SIGHUP", "130, SIGINT", "143, SIGTERM"})
  void whoIsAskedToEndIsNotToBlame(int code, String signal) {
    ProcessExit exit = new ProcessExit(code, "", Memory.SUFFICED);
    assertThat(exit.asked()).isTrue();
    assertThat(exit.fromOutside()).isTrue();
    assertThat(exit.message()).isEqualTo("The worker died of " + signal);
  }

  @Test
  void aKillIsForMemoryOnlyIfTheKernelCountedOne() {
    ProcessExit forMemory = new ProcessExit(137, "", Memory.RAN_OUT);
    assertThat(forMemory.fromOutside()).isFalse();
    assertThat(forMemory.category()).isEqualTo(FailureCategory.OUT_OF_MEMORY);
    assertThat(forMemory.message()).isEqualTo("The kernel killed the worker, since memory ran out");
    for (Memory memory : new Memory[] {Memory.SUFFICED, Memory.UNKNOWN}) {
      ProcessExit other = new ProcessExit(137, "", memory);
      assertThat(other.fromOutside()).isTrue();
      assertThat(other.asked()).isFalse();
      assertThat(other.message()).startsWith("The worker was killed").contains("SIGKILL");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 128, 132, 133, 134, 135, 136, 139, 159, 255})
  void whatAProcessBringsUponItselfIsACrash(int code) {
    ProcessExit exit = new ProcessExit(code, "", Memory.RAN_OUT);
    assertThat(exit.fromOutside()).isFalse();
    assertThat(exit.category()).isEqualTo(FailureCategory.CRASHED);
    ProcessExit exhausted = new ProcessExit(code, "std::bad_alloc", Memory.SUFFICED);
    assertThat(exhausted.category()).isEqualTo(FailureCategory.OUT_OF_MEMORY);
  }

  @Test
  void anotherSignalIsFromOutsideAndToldByItsNumber() {
    ProcessExit exit = new ProcessExit(152, "last words", Memory.SUFFICED);
    assertThat(exit.fromOutside()).isTrue();
    assertThat(exit.message()).isEqualTo("The worker died of signal 24: last words");
  }

  @Test
  void theCountTellsWhetherMemoryRanOut() {
    assertThat(Memory.of(OptionalLong.of(3), OptionalLong.of(4))).isEqualTo(Memory.RAN_OUT);
    assertThat(Memory.of(OptionalLong.of(3), OptionalLong.of(3))).isEqualTo(Memory.SUFFICED);
    assertThat(Memory.of(OptionalLong.empty(), OptionalLong.of(3))).isEqualTo(Memory.UNKNOWN);
    assertThat(Memory.of(OptionalLong.of(3), OptionalLong.empty())).isEqualTo(Memory.UNKNOWN);
  }
}
