package io.sparing.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a process is sent. */
enum Signal {
  KILL(9),
  TERM(15),
  HUP(1),
  INT(2),
  /** Sent with a CONT some time later. */
  STOP(19);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  /** Whether a process that gets it goes on afterwards. */
  boolean pauses() {
    return this == STOP;
  }

  /** Sends it; a process that has ended meanwhile takes no harm. */
  void send(ProcessHandle process) throws IOException, InterruptedException {
    send(name(), process);
  }

  /** Lets a stopped process go on. */
  static void resume(ProcessHandle process) throws IOException, InterruptedException {
    send("CONT", process);
  }

  /**
   * The signals that processes started from here take: whoever runs this in the background may have
   * them ignore some, which children inherit.
   */
  static List<Signal> taken() throws IOException {
    long ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElse(0);
    return Arrays.stream(values())
        .filter(signal -> (ignored >> (signal.number - 1) & 1) == 0)
        .toList();
  }

  private static void send(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    if (process.isAlive()) {
      new ProcessBuilder("sh", "-c", "kill -s %s %d".formatted(name, process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }
}
