package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ErrorsTest {

  private final StringWriter said = new StringWriter();

  @Test
  void aFileThatCannotBeHadIsAMistakeWithItsReason() {
    assertThat(failure(new AccessDeniedException("/m/x"))).isEqualTo(2);
    assertThat(failure(new NoSuchFileException("/m/y"))).isEqualTo(2);
    assertThat(said.toString().lines())
        .containsExactly("Cannot open /m/x: permission denied", "Cannot find the file /m/y");
  }

  private int failure(Exception error) {
    CommandLine command = new CommandLine(new Main()).setErr(new PrintWriter(said, true));
    return Errors.failure(error, command, null);
  }
}
