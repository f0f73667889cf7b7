package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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

  @Test
  void whatTheFileSystemRefusesIsSaidInWords() {
    assertThat(failure(new FileAlreadyExistsException("/m/x"))).isEqualTo(2);
    assertThat(failure(new FileSystemException("/m/y", null, "Read-only file system")))
        .isEqualTo(2);
    assertThat(failure(new MalformedInputException(3))).isEqualTo(2);
    assertThat(said.toString().lines())
        .containsExactly(
            "Cannot use /m/x: a file of that name is already there; move it, or give another name",
            "Cannot use /m/y: Read-only file system",
            "Cannot read a text: it is not in UTF-8; save the file as UTF-8");
  }

  @Test
  void aMachineThatGaveOutIsOneSentence() {
    PrintWriter err = new PrintWriter(said, true);
    assertThat(Errors.exhausted(new StackOverflowError(), err)).isEqualTo(1);
    assertThat(Errors.exhausted(new OutOfMemoryError("Java heap space"), err)).isEqualTo(1);
    assertThat(said.toString().lines()).hasSize(2);
    assertThat(said.toString()).contains("nests too deep", "set SPARING_DRIVER_HEAP");
  }

  private int failure(Exception error) {
    CommandLine command = new CommandLine(new Main()).setErr(new PrintWriter(said, true));
    return Errors.failure(error, command, null);
  }
}
