package io.sparing.trial;

import io.sparing.data.BadDataException;
import io.sparing.measure.Measurements;
import io.sparing.quant.UnsupportedFormatException;
import io.sparing.sources.SourceException;
import io.sparing.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what went wrong in a trial into its category, its one-line message and its row. */
public final class Failures {

  /** What libtorch, CUDA and the C++ runtime say when memory runs out, in lower case. */
  private static final List<String> OUT_OF_MEMORY =
      List.of(
          "can't allocate memory",
          "cannot allocate memory",
          "not enough memory",
          "out of memory",
          "std::bad_alloc",
          "cublas_status_alloc_failed",
          "gc overhead limit exceeded");

  /** The beginning of the message of a trial that succeeded and whose model was not saved. */
  public static final String UNSAVED = "Failed to save the model: ";

  private static final Pattern PYTHON_ERROR =
      Pattern.compile("^[\\w.]*(?:Error|Exception): ", Pattern.MULTILINE);

  private static final int LONGEST_MESSAGE = 500;

  private Failures() {}

  /**
   * Returns the category of an error, from the first of its causes that shows it: a {@link
   * TrialFailure}'s own, data that is refused, memory by type or by message, an unsupported
   * operation; otherwise {@link FailureCategory#ERROR}.
   */
  public static FailureCategory categorise(Throwable error) {
    for (Throwable cause : causes(error)) {
      if (cause instanceof TrialFailure failure) {
        return failure.category();
      }
      if (cause instanceof OutOfMemoryError || outOfMemory(cause.getMessage())) {
        return FailureCategory.OUT_OF_MEMORY;
      }
      if (cause instanceof BadDataException) {
        return FailureCategory.BAD_DATA;
      }
      if (cause instanceof UnsupportedOperationException || cause instanceof LinkageError) {
        return FailureCategory.UNSUPPORTED;
      }
    }
    return FailureCategory.ERROR;
  }

  /**
   * Returns whether an error is the fault of what was asked, so that it would be so again: data or
   * a model that is refused or cannot be brought here, a value that is refused, an unsupported
   * operation. Memory, a full disk and the like are not.
   */
  public static boolean ofInput(Throwable error) {
    return categorise(error) != FailureCategory.OUT_OF_MEMORY
        && causes(error).stream()
            .anyMatch(
                cause ->
                    refuses(cause)
                        || cause instanceof UnsupportedOperationException
                        || cause instanceof LinkageError);
  }

  /** Returns whether an error says what was refused, in words for a person. */
  private static boolean refuses(Throwable error) {
    return error instanceof TrialFailure
        || error instanceof BadDataException
        || error instanceof SourceException
        || error instanceof IllegalArgumentException
        || error instanceof UnsupportedFormatException;
  }

  /**
   * Returns whether a text, of an exception or of a dead worker's log, speaks of exhausted memory.
   */
  public static boolean outOfMemory(String text) {
    if (text == null) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return OUT_OF_MEMORY.stream().anyMatch(lower::contains);
  }

  /**
   * Returns an error in one line for a person: its message, or its type where it has none. Behind a
   * message that was not written for a person stands what the first cause adds to it.
   */
  public static String message(Throwable error) {
    String message = cause(error.getMessage());
    if (message == null || message.isBlank()) {
      return error.getClass().getSimpleName();
    }
    return oneLine(
        refuses(error)
            ? message
            : error.getClass().getSimpleName() + ": " + message + behind(error));
  }

  /** Returns what a message says at the end of a trace of TorchScript; any other message itself. */
  private static String cause(String message) {
    if (message == null || !message.contains("Traceback of TorchScript")) {
      return message;
    }
    Matcher error = PYTHON_ERROR.matcher(message);
    int at = -1;
    while (error.find()) {
      at = error.start();
    }
    return at < 0 ? message : message.substring(at);
  }

  private static String behind(Throwable error) {
    return causes(error).stream()
        .skip(1)
        .filter(cause -> !error.getMessage().contains(cause.toString()))
        .findFirst()
        .map(cause -> "; " + said(cause, error.getMessage()))
        .orElse("");
  }

  private static String said(Throwable cause, String already) {
    String name = cause.getClass().getSimpleName();
    String message = cause.getMessage();
    return message == null || already.contains(message) ? name : name + ": " + message;
  }

  /**
   * Returns a text with its line ends and runs of space as single spaces, printable and shortened
   * to 500 characters in the middle: causes stand at the end.
   */
  public static String oneLine(String text) {
    String line = Printable.escape(text.strip().replaceAll("\\s+", " "));
    return Printable.of(line, LONGEST_MESSAGE - 1);
  }

  /** Returns the row of a trial that failed without measuring anything. */
  public static TrialResult result(
      TrialSpec spec, FailureCategory category, String message, Provenance provenance) {
    return new TrialResult(
        spec,
        Status.FAILED,
        category,
        oneLine(message),
        Measurements.NONE,
        List.of(),
        List.of(),
        provenance);
  }

  /** Returns the row of a trial that is not tried again for what it took with it. */
  public static TrialResult quarantined(TrialSpec spec, String message, Provenance provenance) {
    return new TrialResult(
        spec,
        Status.QUARANTINED,
        null,
        oneLine(message),
        Measurements.NONE,
        List.of(),
        List.of(),
        provenance);
  }

  private static List<Throwable> causes(Throwable error) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }
}
