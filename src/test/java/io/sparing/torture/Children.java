package io.sparing.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts processes on the loopback interface, whose temporary files lie in one folder.
 *
 * @param folder of everything that they write
 */
record Children(Path folder) {

  /** Makes the folders. */
  static Children in(Path folder) throws IOException {
    Children children = new Children(folder);
    Files.createDirectories(children.temporary());
    Files.createDirectories(children.outputs());
    return children;
  }

  /** Where their temporary files are. */
  Path temporary() {
    return folder.resolve("tmp");
  }

  private Path outputs() {
    return folder.resolve("output");
  }

  /** The file of what a process of that name prints. */
  Path output(String name) {
    return outputs().resolve(name + ".log");
  }

  /** A command that prints to the file {@link #output}. */
  ProcessBuilder command(String name, List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(arguments);
    Map<String, String> environment = builder.environment();
    List.of("SPARK_HOME", "SPARING_SPARK_ARGS").forEach(environment::remove);
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARING_CACHE", folder.resolve("cache").toString());
    environment.put("SPARING_DRIVER_HEAP", "512m");
    environment.put(
        "JAVA_TOOL_OPTIONS",
        "-Djava.io.tmpdir=%s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC".formatted(temporary()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output(name).toFile()));
    return builder;
  }

  /** What lies in the folder of temporary files. */
  List<Path> leftTemporary() throws IOException {
    try (var files = Files.list(temporary())) {
      return new ArrayList<>(files.sorted().toList());
    }
  }

  /** The last lines that a process printed, for a person. */
  String tail(String name) throws IOException {
    List<String> lines = Files.readAllLines(output(name));
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }
}
