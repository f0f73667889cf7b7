package io.sparing.torture;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone master with two workers of one core, made from the jars of the driver. */
final class Cluster implements AutoCloseable {

  private static final int WORKERS = 2;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern SCALA = Pattern.compile("spark-core_([0-9.]+)-");
  private static final Pattern REGISTERED = Pattern.compile("Registering worker");

  private final Children children;
  private final String classPath;
  private final List<Process> daemons = new ArrayList<>();
  private String address = "";

  private Cluster(Children children, String classPath) {
    this.children = children;
    this.classPath = classPath;
  }

  /**
   * Starts it and waits until both workers are known to the master.
   *
   * @throws IOException if a process cannot be started, or is not ready in two minutes
   */
  static Cluster start(Children children) throws IOException, InterruptedException {
    String classPath = Files.readString(Path.of("target/driver.classpath")).strip();
    Cluster cluster = new Cluster(children, classPath);
    try {
      cluster.linkJars();
      cluster.start("master", "org.apache.spark.deploy.master.Master", "--port", "0");
      cluster.address = cluster.await("master", ADDRESS, 1).group(1);
      for (int i = 1; i <= WORKERS; i++) {
        cluster.startWorker("spark-worker-" + i);
      }
      cluster.await("master", REGISTERED, WORKERS);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** What {@code SPARING_SPARK_ARGS} must say. */
  String sparkArguments() {
    return "--master %s --conf spark.executor.memory=512m --conf spark.driver.host=127.0.0.1"
        .formatted(address);
  }

  /** Executors get their class path from the folder {@code jars} of Spark's home. */
  private void linkJars() throws IOException {
    Path jars = Files.createDirectories(jars());
    for (String jar : classPath.split(File.pathSeparator, -1)) {
      Path link = jars.resolve(Path.of(jar).getFileName());
      if (Files.notExists(link)) {
        Files.createSymbolicLink(link, Path.of(jar));
      }
    }
  }

  private Path jars() {
    return home().resolve("jars");
  }

  /** Spark asks for it where its home has no file of its release. */
  private String scala() throws IOException {
    Matcher matcher = SCALA.matcher(classPath);
    if (!matcher.find()) {
      throw new IOException("Cannot find spark-core in target/driver.classpath");
    }
    return matcher.group(1);
  }

  private Path home() {
    return children.folder().resolve("spark");
  }

  private void startWorker(String name) throws IOException {
    String work = children.folder().resolve(name).toString();
    start(
        name,
        "org.apache.spark.deploy.worker.Worker",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        work,
        address);
  }

  private void start(String name, String mainClass, String... further) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
    Files.readAllLines(Path.of("conf/java-options")).stream()
        .filter(line -> line.startsWith("-"))
        .forEach(command::add);
    command.addAll(
        List.of("-cp", classPath, mainClass, "--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(List.of(further));
    ProcessBuilder builder = children.command(name, command);
    builder.environment().put("SPARK_HOME", home().toString());
    builder.environment().put("SPARK_SCALA_VERSION", scala());
    daemons.add(builder.start());
  }

  /** Waits until a process has printed so many matches, and gives the last. */
  private Matcher await(String name, Pattern pattern, int count)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() - end < 0) {
      Matcher matcher = pattern.matcher(Files.readString(children.output(name)));
      int found = 0;
      while (matcher.find()) {
        found++;
        if (found == count) {
          return matcher;
        }
      }
      Thread.sleep(100);
    }
    throw new IOException(
        "Failed to start a standalone cluster; see %s and the files beside it"
            .formatted(children.output(name)));
  }

  /** Ends its processes and takes the links away: whoever deletes the folder is warned of each. */
  @Override
  public void close() throws IOException {
    for (Process daemon : daemons) {
      daemon.descendants().forEach(ProcessHandle::destroyForcibly);
      daemon.destroyForcibly();
    }
    if (Files.notExists(jars())) {
      return;
    }
    try (DirectoryStream<Path> links = Files.newDirectoryStream(jars())) {
      for (Path link : links) {
        Files.delete(link);
      }
    }
  }
}
