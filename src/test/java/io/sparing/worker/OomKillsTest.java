package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTest {

  private static final String VERSION_1 = "memory/a/b/memory.oom_control";
  private static final String VERSION_2 = "a/b/memory.events";

  @TempDir private Path root;

  @Test
  void theControlGroupOfVersion2Counts() throws IOException {
    machine(70);
    groups("0::/a/b");
    group(VERSION_2, "low 0\nhigh 0\nmax 9\noom 8\noom_kill 2\noom_group_kill 0\n");
    assertThat(new OomKills(root).count()).hasValue(2);
  }

  @Test
  void theControlGroupOfVersion1Counts() throws IOException {
    machine(70);
    groups("5:cpu,cpuacct:/x\n4:hugetlb,memory:/a/b\n0::/");
    group(VERSION_1, "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
    assertThat(new OomKills(root).count()).hasValue(3);
  }

  @Test
  void aContainerSeesItsGroupAsTheTop() throws IOException {
    machine(70);
    groups("0::/docker/0123");
    group("memory.events", "oom_kill 4\n");
    assertThat(new OomKills(root).count()).hasValue(4);
  }

  @Test
  void withoutAGroupTheMachineCounts() throws IOException {
    machine(70);
    groups("0::/");
    assertThat(new OomKills(root).count()).hasValue(70);
  }

  @Test
  void whereNothingCountsThereIsNoCount() {
    assertThat(new OomKills(root).count()).isEmpty();
  }

  private void machine(int count) throws IOException {
    write("proc/vmstat", "nr_free_pages 1\noom_kill %d\n".formatted(count));
  }

  private void groups(String lines) throws IOException {
    write("proc/self/cgroup", lines + "\n");
  }

  private void group(String file, String text) throws IOException {
    write("sys/fs/cgroup/" + file, text);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
