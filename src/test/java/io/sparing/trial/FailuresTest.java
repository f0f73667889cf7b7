package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.data.BadDataException;
import io.sparing.sources.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DefaultCPUAllocator: can't allocate memory: you tried to allocate 1600 bytes.",
        "CUDA out of memory. Tried to allocate 2.00 GiB",
        "std::bad_alloc",
        "CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate(handle)"
      })
  void memoryMessagesAreOutOfMemory(String message) {
    Throwable error = new RuntimeException("Forward failed", new IllegalStateException(message));
    assertThat(Failures.categorise(error)).isEqualTo(FailureCategory.OUT_OF_MEMORY);
  }

  @Test
  void theFirstCauseThatTellsDecides() {
    assertThat(Failures.categorise(new OutOfMemoryError("Java heap space")))
        .isEqualTo(FailureCategory.OUT_OF_MEMORY);
    assertThat(
            Failures.categorise(
                new RuntimeException(new TrialFailure(FailureCategory.BAD_DATA, "no rows"))))
        .isEqualTo(FailureCategory.BAD_DATA);
    assertThat(Failures.categorise(new UnsupportedOperationException("no FBGEMM")))
        .isEqualTo(FailureCategory.UNSUPPORTED);
    assertThat(Failures.categorise(new NullPointerException())).isEqualTo(FailureCategory.ERROR);
  }

  @Test
  void onlyWhatIsRefusedIsTheInputsFault() {
    assertThat(
            List.of(
                new BadDataException("Invalid a.csv: empty", null),
                new UncheckedIOException(
                    new SourceException("a", "b", "a file", "nothing", "bring it")),
                new IllegalArgumentException("Unknown model: x"),
                new TrialFailure(FailureCategory.UNSUPPORTED, "no GPU"),
                new UnsupportedOperationException("no FBGEMM"),
                new UnsatisfiedLinkError("no libtorch")))
        .allMatch(Failures::ofInput);
    assertThat(
            List.of(
                new OutOfMemoryError("Java heap space"),
                new IllegalArgumentException("std::bad_alloc"),
                new UncheckedIOException(new IOException("No space left on device")),
                new NullPointerException()))
        .noneMatch(Failures::ofInput);
  }

  @Test
  void whatIsWrappedIsTold() {
    assertThat(
            Failures.message(
                new UncheckedIOException(
                    "Failed to read the data set /x.csv", new AccessDeniedException("/x.csv"))))
        .isEqualTo(
            "UncheckedIOException: Failed to read the data set /x.csv; AccessDeniedException");
    IOException full = new IOException("No space left on device");
    assertThat(Failures.message(new UncheckedIOException("Failed to write w.pt", full)))
        .isEqualTo(
            "UncheckedIOException: Failed to write w.pt; IOException: No space left on device");
    assertThat(Failures.message(new ExecutionException(new IllegalStateException("Oh", full))))
        .isEqualTo(
            "ExecutionException: java.lang.IllegalStateException: Oh;"
                + " IOException: No space left on device");
    assertThat(Failures.message(new ExecutionException(full)))
        .isEqualTo("ExecutionException: java.io.IOException: No space left on device");
    assertThat(Failures.message(new BadDataException("Invalid a.csv: empty", full)))
        .isEqualTo("Invalid a.csv: empty");
  }

  @Test
  void messagesAreOneLine() {
    assertThat(Failures.message(new TrialFailure(FailureCategory.DIVERGED, "a\n  b")))
        .isEqualTo("a b");
    assertThat(Failures.message(new NullPointerException())).isEqualTo("NullPointerException");
  }

  @Test
  void longMessagesAreShortenedInTheMiddle() {
    String line = Failures.oneLine("begin " + "x".repeat(1000) + " cause");
    assertThat(line).hasSizeLessThanOrEqualTo(500).startsWith("begin x").contains("x…x");
    assertThat(line).endsWith("x cause");
  }

  @Test
  void aTraceOfTorchScriptIsToldByItsCause() {
    String trace =
        """
        The following operation failed in the TorchScript interpreter.
        Traceback of TorchScript, serialized code (most recent call last):
          File "code/__torch__.py", line 154, in embed
            %s
        RuntimeError: index out of range in self
        """
            .formatted("def forward(self, ids: Tensor) -> Tensor: ".repeat(20));
    assertThat(Failures.message(new IllegalStateException(trace)))
        .isEqualTo("IllegalStateException: RuntimeError: index out of range in self");
  }

  @Test
  void controlCharactersAreNotPrinted() {
    assertThat(Failures.oneLine("a\u001b[31m\u0000b")).isEqualTo("a\\u001b[31m\\u0000b");
  }
}
