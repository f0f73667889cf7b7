package io.sparing.company;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A member in a process of its own, which does what it is told, line by line. */
final class MemberProcess implements AutoCloseable {

  /** Short waits, so that tests are fast, yet longer than a loaded machine holds a beat up. */
  static final Patience PATIENCE =
      new Patience(
          Duration.ofMillis(1500),
          Duration.ofMillis(2500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  private final Process process;
  private final BufferedReader lines;

  private MemberProcess(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  static MemberProcess start(Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            MemberProcess.class.getName(),
            folder.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    MemberProcess member = new MemberProcess(builder.start());
    member.expect("joined");
    return member;
  }

  private static String classPath() {
    return Stream.of(Member.class, MemberProcess.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Tells it something, and waits for its answer. */
  String ask(String what) throws IOException {
    tell(what);
    return lines.readLine();
  }

  void tell(String what) throws IOException {
    process.outputWriter().write(what + "\n");
    process.outputWriter().flush();
  }

  void expect(String line) throws IOException {
    String read = lines.readLine();
    if (!line.equals(read)) {
      throw new IOException("Expected " + line + " of the member; it said " + read);
    }
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Takes turns and works as standard input says. */
  public static void main(String[] args) throws IOException {
    try (Member member = Member.join(Path.of(args[0]), "host", PATIENCE);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("joined");
      Turn turn = null;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        switch (line) {
          case "take" -> {
            turn = member.takeTurn().orElse(null);
            System.out.println(turn == null ? "none" : "taken");
          }
          case "goes on" -> System.out.println(turn != null && turn.goesOn());
          case "end" -> {
            turn.close();
            System.out.println("ended");
          }
          case "work" -> {
            for (int step = 0; step < 20; step++) {
              member.pauseIfAsked();
              Patience.untilNextLook();
            }
            System.out.println("worked");
          }
          default -> System.out.println("unknown");
        }
      }
    }
  }
}
