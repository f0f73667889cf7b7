package io.sparing.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that must be refused.
 *
 * @param name what is wrong with it
 * @param tensor the tensor that the refusal must name; empty if the file as a whole is wrong
 */
record MalformedFile(String name, Rule rule, String tensor, byte[] content) {

  /** Reads a file. */
  interface Reader {
    Object read(Path file) throws IOException;
  }

  /** Writes it and holds that it is refused with its rule, naming file and tensor. */
  void check(Path folder, String fileName, Reader reader) throws IOException {
    Path file = Files.write(folder.resolve(fileName), content);
    MalformedWeightsException refusal =
        catchThrowableOfType(MalformedWeightsException.class, () -> reader.read(file));
    assertThat(refusal).as(name).isNotNull();
    assertThat(refusal.rule()).as(refusal.getMessage()).isEqualTo(rule);
    assertThat(refusal.file()).isEqualTo(file);
    assertThat(refusal.tensor().orElse("")).isEqualTo(tensor);
    assertThat(refusal)
        .hasMessageStartingWith("Invalid " + file + ": ")
        .hasMessageContaining(rule.text());
    if (!tensor.isEmpty()) {
      assertThat(refusal).hasMessageContaining("tensor " + tensor + ": ");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
