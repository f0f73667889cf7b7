package io.sparing.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTest {

  @TempDir private Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void withoutAGroupTheMachineDecides() throws IOException {
    write("proc/meminfo", "MemTotal: 9 kB\nMemAvailable:    2000 kB\n");
    write("sys/fs/cgroup/memory.max", "max\n");
    write("sys/fs/cgroup/memory.current", "100\n");
    assertThat(new AvailableMemory(root).bytes()).hasValue(2_048_000);
  }

  @Test
  void aGroupsLimitDecidesWhereItComesFirst() throws IOException {
    write("proc/meminfo", "MemAvailable: 2000 kB\n");
    write("sys/fs/cgroup/memory.max", "1000000\n");
    write("sys/fs/cgroup/memory.current", "900000\n");
    write("sys/fs/cgroup/memory.stat", "anon 5\ninactive_file 50000\n");
    assertThat(new AvailableMemory(root).bytes()).hasValue(150_000);
  }

  @Test
  void groupsOfTheFirstVersionAreKnown() throws IOException {
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1200\n");
    assertThat(new AvailableMemory(root).bytes()).hasValue(0);
  }

  @Test
  void aSystemThatSaysNothingIsNotGuessed() {
    assertThat(new AvailableMemory(root).bytes()).isEmpty();
  }
}
