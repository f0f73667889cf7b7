package io.sparing.cli;

import io.sparing.data.BadDataException;
import io.sparing.sources.SourceException;
import io.sparing.sweep.InvalidSweepException;
import io.sparing.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a user sees when something goes wrong: one or two lines. A mistake in the input ({@link
 * IllegalArgumentException}, a file that is not there or not what it should be) exits with 2;
 * anything else exits with 1 and leaves its stack trace in the log file.
 */
final class Errors {

  private Errors() {}

  /** Handles a command line that does not parse. */
  static int mistake(ParameterException error, String[] args) {
    CommandLine command = error.getCommandLine();
    command.getErr().println(message(error, command));
    command.getErr().printf("See %s --help%n", command.getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  private static String message(ParameterException error, CommandLine command) {
    return error instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
            && !command.getSubcommands().isEmpty()
        ? unknownCommand(unmatched, command)
        : error.getMessage();
  }

  private static String unknownCommand(UnmatchedArgumentException error, CommandLine command) {
    String hint =
        error.getSuggestions().stream()
            .findFirst()
            .map("; did you mean '%s'?"::formatted)
            .orElse("");
    return "Unknown command: %s; known: %s%s"
        .formatted(
            error.getUnmatched().get(0),
            String.join(", ", command.getSubcommands().keySet()),
            hint);
  }

  /** Handles what a command threw. */
  static int failure(Exception error, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (error instanceof InvalidSweepException
        || error instanceof SourceException
        || error instanceof BadDataException) {
      err.println(error.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (error instanceof NoSuchFileException missing) {
      err.println("Cannot find the file " + Printable.of(missing.getFile()));
      return CommandLine.ExitCode.USAGE;
    }
    if (error instanceof AccessDeniedException denied) {
      err.printf("Cannot open %s: permission denied%n", denied.getFile());
      return CommandLine.ExitCode.USAGE;
    }
    if (error instanceof CharacterCodingException) {
      err.println("Cannot read a text: it is not in UTF-8; save the file as UTF-8");
      return CommandLine.ExitCode.USAGE;
    }
    if (error instanceof FileSystemException system && system.getFile() != null) {
      err.printf("Cannot use %s: %s%n", Printable.of(system.getFile()), reason(system));
      return CommandLine.ExitCode.USAGE;
    }
    boolean recorded = record(error);
    if (error instanceof IllegalArgumentException && error.getMessage() != null) {
      err.println(error.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    String message =
        error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    String line = message.lines().findFirst().orElse("");
    String where = recorded ? "; see " + Home.log() : "";
    err.println(
        (line.startsWith("Failed to ") || line.startsWith("Cannot ")
                ? line
                : "Failed to run %s: %s".formatted(command.getCommandName(), line))
            + where);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String reason(FileSystemException error) {
    if (error instanceof FileAlreadyExistsException) {
      return "a file of that name is already there; move it, or give another name";
    }
    if (error instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (error instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    return error.getReason() == null ? "the file system refuses it" : error.getReason();
  }

  /** Handles failures of the machine, in which neither the command nor its input is at fault. */
  static int exhausted(VirtualMachineError error, PrintWriter err) {
    err.println(
        error instanceof StackOverflowError
            ? "Cannot read the input: something in it nests too deep"
            : "Cannot go on: Java's memory of %d MiB is used up; set SPARING_DRIVER_HEAP to more, such as 4g"
                .formatted(Runtime.getRuntime().maxMemory() >> 20));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static boolean record(Exception error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace, true));
    Path log = Home.log().toAbsolutePath();
    try {
      Files.createDirectories(log.getParent());
      Files.writeString(
          log,
          Instant.now() + " ERROR " + trace,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
