package io.sparing.data;

import io.sparing.model.ModelFiles;
import io.sparing.model.Models;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Asks a token cache in a folder for a data set, in a process of its own. Says {@code ready}, waits
 * for a line, asks, and prints which file there is then and what it holds.
 */
final class Tokenizing {

  private static final int ROWS = 20_000;
  private static final int[] SOME = {0, ROWS / 2, ROWS - 1};

  private Tokenizing() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    try (InputStream json = ModelFiles.tokenizer(Models.find("minilm-l6"));
        Tokenizer tokenizer = Tokenizer.load(json)) {
      Dataset dataset = dataset();
      System.out.println("ready");
      if (System.in.read() >= 0) {
        CachedTokens tokens = new TokenCache(folder).of(dataset, tokenizer, "", 32);
        System.out.println(identity(folder) + " " + tokens.take(Split.TRAIN, SOME));
      }
    }
  }

  private static Dataset dataset() {
    List<Example> rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> new Example("row number " + i, "of so many", i % 2))
            .toList();
    return Dataset.of(Datasets.find("wordnet-pairs"), rows, rows.subList(0, 2), List.of());
  }

  /** Differs if the file was written again. */
  private static Object identity(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.filter(path -> path.toString().endsWith(".tokens")).findFirst().get();
      return Files.getAttribute(file, "unix:ino") + " " + Files.getLastModifiedTime(file);
    }
  }
}
