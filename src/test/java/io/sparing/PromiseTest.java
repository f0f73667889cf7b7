package io.sparing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.model.TinyFolder;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What CONTRIBUTING promises: a strategy, a number format, an architecture, a model, a task, a
 * metric, an export format and a data set are one class or manifest and one line of a registry
 * each. All of them are added to copies of the registries, and a sweep runs with them.
 */
@Timeout(300)
class PromiseTest {

  private static final int ROWS = 60;

  @TempDir private Path folder;

  @Test
  void whatIsAddedRunsIsMeasuredSavedAndListed() throws Exception {
    Path mirror = Files.createDirectories(folder.resolve("mirror"));
    String classPath = added(mirror).compile();
    String out = sweep(classPath, mirror);

    assertThat(out)
        .contains("[1/1] ok")
        .contains("promised-model · promised-strategy promised-word · promised-format");
    String trial = row();
    assertThat(folder.resolve("results/promise/models").resolve(trial))
        .isDirectoryRecursivelyContaining("glob:**/promised-export/labels.txt");
    assertListed(classPath);
  }

  private AddedThings added(Path mirror) throws IOException {
    return new AddedThings(folder)
        .add("adapt/PromisedStrategy.java")
        .register("adapt/Strategies.java", "new BitFit(),", "new PromisedStrategy(),")
        .add("quant/PromisedFormat.java")
        .register("quant/NumberFormats.java", "new Fp32(),", "new PromisedFormat(),")
        .add("measure/PromisedScore.java")
        .register(
            "measure/Metric.java",
            "Confusion::accuracy),",
            "PROMISED_SCORE(\"promised_score\", \"as promised\", Better.HIGHER,"
                + " PromisedScore::of),")
        .add("export/PromisedExport.java")
        .register("export/ExportFormats.java", "new PeftExport(),", "new PromisedExport(),")
        .addLike(
            "model/BertArchitecture.java",
            "model/PromisedArchitecture.java",
            "bert",
            "promised-architecture")
        .register(
            "model/EncoderFamily.java", "new BertArchitecture(),", "new PromisedArchitecture(),")
        .addLike("task/LabelTask.java", "task/PromisedTask.java", "", "")
        .register(
            "task/Tasks.java",
            "new LabelTask(\"classification\", \"One text gets one of the labels.\"),",
            "new PromisedTask(\"promised-task\", \"As promised.\"),")
        .addResource("data-manifests/models/promised-model.yaml", model(mirror))
        .register("model/Models.java", "\"minilm-l6\",", "\"promised-model\",")
        .addResource("data-manifests/datasets/promised-rows.yaml", rows(mirror))
        .register("data/Datasets.java", "\"sst-2\",", "\"promised-rows\",");
  }

  /** A manifest of a tiny model whose files lie in a mirror. */
  private static String model(Path mirror) throws IOException {
    Path files = mirror.resolve("models/promised-model");
    TinyFolder.write(files, "bert");
    JsonObject config =
        JsonParser.parseString(Files.readString(files.resolve("config.json"))).getAsJsonObject();
    return """
    name: promised-model
    description: a tiny encoder, as promised
    architecture: promised-architecture
    source:
      address: https://example.invalid/{revision}/{file}
      revision: 0123456789012345678901234567890123456789
      files:
        model.safetensors: {sha256: %s, size: %d}
        vocab.txt: {sha256: %s, size: %d}
      hugging_face: promised/model
    licence: MIT
    parameters: 1
    layers: %s
    hidden: %s
    heads: %s
    intermediate: %s
    vocabulary: %s
    max_length: %s
    token_types: %s
    layer_norm_epsilon: 1.0e-12
    pooling: mean
    text_prefix: ""
    """
        .formatted(
            sha256(files.resolve("model.safetensors")),
            Files.size(files.resolve("model.safetensors")),
            sha256(files.resolve("vocab.txt")),
            Files.size(files.resolve("vocab.txt")),
            config.get("num_hidden_layers"),
            config.get("hidden_size"),
            config.get("num_attention_heads"),
            config.get("intermediate_size"),
            config.get("vocab_size"),
            config.get("max_position_embeddings"),
            config.get("type_vocab_size"));
  }

  /** A manifest of a table in a mirror. */
  private static String rows(Path mirror) throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int row = 0; row < ROWS; row++) {
      csv.append(row % 2 == 0 ? "a b c " : "x y z ").append("a ".repeat(row / 2 + 1));
      csv.append(row % 2 == 0 ? ",early\n" : ",late\n");
    }
    Path table = mirror.resolve("rows.csv");
    Files.writeString(table, csv);
    return """
    name: promised-rows
    description: Are these letters early ones?
    task: promised-task
    source: https://example.invalid
    licence: MIT
    citation: none
    metric: promised_score
    labels: {early: early letters, late: late letters}
    prompt_templates: ["These are {label}."]
    hold_out: {validation: 0.2, test: 0.3}
    files:
      - path: rows.csv
        sha256: %s
        bytes: %d
        split: train
        format: csv
        columns: {text: text, label: label}
    """
        .formatted(sha256(table), Files.size(table));
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a sweep of one trial and returns what it prints. */
  private String sweep(String classPath, Path mirror) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("promise.yaml"),
            """
            name: promise
            dataset: promised-rows
            metric: promised_score
            timeout_minutes: 4
            base: {model: promised-model, max_length: 16, epochs: 1}
            blocks:
              - {strategy: promised-strategy, promised_biases: true, number_format: promised-format}
            """);
    List<String> arguments = new ArrayList<>(List.of("sweep", file.toString()));
    arguments.addAll(List.of("--results", folder.resolve("results").toString()));
    arguments.addAll(List.of("--mirror", mirror.toString(), "--save", "promised-export"));
    arguments.addAll(List.of("--slots", "1", "--threads", "1", "--heap", "256m"));
    return java(classPath, arguments);
  }

  /** Sees that the trial's row has all that was added; returns the trial's id. */
  private String row() throws SQLException {
    String query =
        "SELECT trial_id, status, strategy, promised_biases, number_format, model, dataset,"
            + " promised_score FROM '%s/*.parquet'"
                .formatted(folder.resolve("results/promise/trials"));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString("status")).isEqualTo("OK");
      assertThat(row.getString("strategy")).isEqualTo("promised-strategy");
      assertThat(row.getBoolean("promised_biases")).isTrue();
      assertThat(row.getString("number_format")).isEqualTo("promised-format");
      assertThat(row.getString("model")).isEqualTo("promised-model");
      assertThat(row.getString("dataset")).isEqualTo("promised-rows");
      assertThat(row.getObject("promised_score", Double.class)).isBetween(0.0, 1.0);
      String trial = row.getString("trial_id");
      assertThat(row.next()).isFalse();
      return trial;
    }
  }

  /** Sees that everything that was added is listed, in a class loader that sees the copies. */
  private static void assertListed(String classPath) throws Exception {
    List<URL> places = new ArrayList<>();
    for (String place : classPath.split(File.pathSeparator, -1)) {
      places.add(Path.of(place).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Method main =
          loader
              .loadClass("io.sparing.cli.Main")
              .getDeclaredMethod("run", PrintStream.class, PrintStream.class, String[].class);
      main.setAccessible(true);
      assertThat(printed(main, "list", "strategies"))
          .contains("promised-strategy", "promised_biases");
      assertThat(printed(main, "list", "models")).containsPattern("promised-model.*as promised");
      assertThat(printed(main, "list", "datasets")).contains("promised-rows");
      assertThat(printed(main, "data", "list")).containsPattern("promised-rows +promised-task");
      assertThat(printed(main, "list", "formats")).contains("promised-format");
      assertThat(printed(main, "list", "settings")).contains("promised_biases");
      assertThat(printed(main, "list", "metrics")).contains("promised_score");
      assertThat(printed(main, "list", "exports")).contains("promised-export");
      assertThat(printed(main, "sweep", "--help")).contains("promised-export");
    }
  }

  private static String printed(Method main, String... arguments)
      throws ReflectiveOperationException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(main.invoke(null, stream, stream, arguments)).isEqualTo(0);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Runs a command of Sparing in a process of its own and returns what it prints. */
  private String java(String classPath, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    try (Stream<String> options = Files.lines(Path.of("conf/java-options"))) {
      options.filter(option -> option.startsWith("-")).forEach(command::add);
    }
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + temporary,
            "-Dsparing.cache=" + folder.resolve("cache"),
            "-Dspark.sparing.worker.classpath=" + classPath,
            "-cp",
            classPath,
            "io.sparing.cli.Main"));
    command.addAll(arguments);
    File output = folder.resolve("output.txt").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process process = builder.redirectOutput(output).start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
