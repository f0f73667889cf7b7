package io.sparing.torture;

import io.sparing.model.TinyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A sweep of real trainings so small that each takes a fraction of a second. */
public final class TinySweep {

  /** Its name, hence that of its folder in the results. */
  public static final String NAME = "torture";

  private static final int ROWS = 120;
  private static final int STRATEGIES = 6;

  private TinySweep() {}

  /**
   * Writes a model of two layers, a table of texts and the sweep on both.
   *
   * @param folder where they go; it is made
   * @param trials at least 6, a multiple of 6: each of six strategies with as many seeds
   * @return the sweep file
   */
  public static Path write(Path folder, int trials) throws IOException {
    Files.createDirectories(folder);
    String model = TinyFolder.write(folder.resolve("model"), "bert");
    Path table = Files.write(folder.resolve("texts.csv"), rows());
    List<String> seeds = new ArrayList<>();
    for (int seed = 0; seed < trials / STRATEGIES; seed++) {
      seeds.add(String.valueOf(seed));
    }
    String yaml =
        """
        name: %s
        dataset: %s
        metric: accuracy
        timeout_minutes: 2
        base: {model: %s, max_length: 16, epochs: 2, test_ratio: 0.3}
        blocks:
          - strategy: [[linear-probe], [bitfit], [lora], [ia3], [adapter], [full]]
            seed: [%s]
        """
            .formatted(NAME, table, model, String.join(", ", seeds));
    return Files.writeString(folder.resolve("sweep.yaml"), yaml);
  }

  /** Texts of two classes, which prefer other halves of the alphabet. */
  private static List<String> rows() {
    Random random = new Random(14);
    List<String> rows = new ArrayList<>(List.of("text,label"));
    for (int row = 0; row < ROWS; row++) {
      boolean early = row % 2 == 0;
      StringBuilder text = new StringBuilder();
      for (int letter = 0; letter < 10; letter++) {
        int half = random.nextInt(10) < 8 == early ? 0 : 13;
        text.append((char) ('a' + half + random.nextInt(13))).append(' ');
      }
      rows.add(text.toString().strip() + "," + (early ? "early" : "late"));
    }
    return rows;
  }
}
