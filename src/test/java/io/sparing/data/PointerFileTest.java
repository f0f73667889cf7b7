package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data files that Git LFS has not brought yet. */
class PointerFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.tsv", "a.jsonl", "a.parquet"})
  void aPointerIsToldAsOne(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(
        file, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1234\n");
    OwnColumns columns = new OwnColumns("text", "label", "", "", HoldOut.NONE);
    DataSettings settings = new DataSettings(Optional.of(columns), Validation.WARN);
    assertThatThrownBy(() -> Datasets.load(file.toString(), settings, ResolvedFiles.in(List.of())))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "Invalid %s: a Git LFS pointer in the place of the file; run git lfs pull in its folder",
            file);
  }
}
