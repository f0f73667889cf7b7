package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.ledger.Ledger;
import io.sparing.watch.WatchedResults;
import io.sparing.worker.Specs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says; {@code MlflowTest} sees what is sent. */
class TrackCommandTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @BeforeEach
  void aSweepOfTwo() {
    try (Ledger ledger = Ledger.open(folder.resolve("mine"))) {
      ledger.append(WatchedResults.ok(Specs.spec(0), 1));
      ledger.append(WatchedResults.failed(Specs.spec(1)));
    }
  }

  private int run(String... arguments) {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Main.run(stream, stream, arguments);
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aServerThatIsAwayIsSaidAndEndsWithOne() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String address = "http://127.0.0.1:" + free;
    assertThat(run("track", folder.resolve("mine").toString(), "--address", address)).isEqualTo(1);
    assertThat(text())
        .contains(address + " does not answer: ", "MLflow lacks 2 of 2 trials")
        .endsWith("mine: mlflow has 0 of 2 trials\n");
  }

  @Test
  void whatIsNoSweepAndNoTrackerIsAMistake() {
    assertThat(run("track", "nowhere", "--address", "http://127.0.0.1:1")).isEqualTo(2);
    assertThat(text()).startsWith("Unknown sweep: nowhere; it has no ledger.jsonl");
    said.reset();
    String sweep = folder.resolve("mine").toString();
    assertThat(run("track", sweep, "--address", "here")).isEqualTo(2);
    assertThat(text()).startsWith("Invalid address of the tracker: here; expected http://");
    said.reset();
    assertThat(run("track", sweep, "--to", "paper")).isEqualTo(2);
    assertThat(text()).isEqualTo("Unknown tracker: paper; known: mlflow\n");
  }
}
