package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.process.Provenances;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.TrialResult;
import io.sparing.trial.WrittenResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkerMessageParserTest {

  private static final TrialResult RESULT =
      Failures.result(
          Specs.spec(1),
          FailureCategory.ERROR,
          "a \"quoted\" ünïcode <message>",
          Provenances.ofThisProcess(1, "cpu", Instant.EPOCH, Instant.EPOCH));

  @Test
  void aResultArrivesInTheTextInWhichItWasWritten() {
    String json = WrittenResult.of(RESULT).json().replace("\"threads\":1", "\"threads\":1.0");
    String line =
        WorkerMessageParser.line(new WorkerMessage.Result(new WrittenResult(RESULT, json)));
    assertThat(WorkerMessageParser.parse(line))
        .contains(new WorkerMessage.Result(new WrittenResult(RESULT, json)));
  }

  @Test
  void whatWasMeasuredArrivesAsAResult() {
    WorkerMessage measured = new WorkerMessage.Measured(RESULT);
    assertThat(WorkerMessageParser.parse(WorkerMessageParser.line(measured))).contains(measured);
  }

  @Test
  void aResultThatIsNoneIsGarbled() {
    String line = WorkerMessageParser.MARKER + "{\"type\":\"result\",\"last\":true,\"result\":{}}";
    assertThat(WorkerMessageParser.parse(line)).contains(new WorkerMessage.Garbled(line));
  }
}
