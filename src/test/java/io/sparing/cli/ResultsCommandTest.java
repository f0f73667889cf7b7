package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.ledger.Ledger;
import io.sparing.results.PublishedTrials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsCommandTest {

  private static final String HOME = "sparing.home";

  @TempDir private Path folder;
  private Path many;

  @BeforeEach
  void writeASweepOfTenTrials() throws IOException {
    System.setProperty(HOME, folder.toString());
    Path results = folder.resolve("results");
    ManyTrials.write(results, 10);
    many = results.resolve("many");
  }

  @AfterEach
  void forgetHome() {
    System.clearProperty(HOME);
  }

  private static String run(int expected, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Main.run(stream, stream, arguments);
    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(code).describedAs(said).isEqualTo(expected);
    return said;
  }

  @Test
  void aListShowsEachSweepAndWhetherAllIsWell() throws IOException {
    assertThat(run(0, "results", "list"))
        .containsPattern("many +10 +\\d+ +\\d+ .*tables differ from the ledger: the same sweep");
    Files.writeString(many.resolve(Ledger.FILE), "{}\n{}\n");
    assertThat(run(0, "results"))
        .contains("line 2 of its ledger is damaged: ./submit.sh results repair " + many);
    assertThat(run(0, "results", "list", folder.resolve("none").toString()))
        .startsWith("No sweep has results in ");
  }

  @Test
  void aRunningSweepIsNamedAndNeitherRepairedNorRemoved() {
    try (Ledger ledger = Ledger.open(many)) {
      assertThat(ledger.results()).hasSize(10);
      String owner = "owned by " + System.getProperty("user.name") + "@";
      assertThat(run(0, "results", "list")).contains(owner);
      assertThat(run(1, "results", "repair", "many")).contains(owner);
      assertThat(run(1, "results", "remove", "many", "--yes")).contains(owner);
    }
    assertThat(many).exists();
  }

  @Test
  void repairingSetsDamagedLinesAsideAndCompletesTheTables() throws IOException {
    List<String> lines = Files.readAllLines(many.resolve(Ledger.FILE));
    String damaged = lines.get(3).substring(1);
    lines.set(3, damaged);
    Files.write(many.resolve(Ledger.FILE), lines);
    assertThat(run(0, "results", "repair", "many"))
        .contains(
            "ledger.jsonl:4 was set aside: ",
            "The tables lacked 9 results that the ledger has; they are published now",
            "the ledger and the tables are whole, with 9 results");
    assertThat(many.resolve("_set-aside/ledger.jsonl")).hasContent(damaged);
    assertThat(PublishedTrials.read(List.of(many)).results()).hasSize(9);
    assertThat(run(0, "results", "list")).containsPattern("many +9 .*complete\n");
  }

  @Test
  void aSweepIsRemovedOnlyIfThatIsMeant() {
    assertThat(run(0, "results", "remove", "many"))
        .startsWith("Would remove " + many + ", 10 trials, ");
    assertThat(many).exists();
    assertThat(run(0, "results", "remove", many.toString(), "--yes")).startsWith("Removed ");
    assertThat(many.getParent()).isDirectoryNotContaining("glob:**many");
    assertThat(run(2, "results", "remove", "many", "--yes"))
        .startsWith("Unknown sweep: many; it has no ledger.jsonl; ");
  }
}
