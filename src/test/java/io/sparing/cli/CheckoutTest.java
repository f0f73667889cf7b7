package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir private Path folder;

  private Path git(String head) throws IOException {
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), head + "\n");
    return git;
  }

  private void isThere() {
    assertThat(new Checkout(folder).commit()).contains(COMMIT);
  }

  @Test
  void theCommitIsThatOfTheBranch() throws IOException {
    Path heads = Files.createDirectories(git("ref: refs/heads/main").resolve("refs/heads"));
    Files.writeString(heads.resolve("main"), COMMIT + "\n");
    isThere();
  }

  @Test
  void aPackedBranchAndADetachedHeadAreRead() throws IOException {
    Path git = git("ref: refs/heads/main");
    Files.writeString(
        git.resolve("packed-refs"), "# pack-refs\n%s refs/heads/main\n".formatted(COMMIT));
    isThere();
    git(COMMIT);
    isThere();
  }

  @Test
  void aWorkingTreeBesideItsRepositoryIsRead() throws IOException {
    Path shared = Files.createDirectories(folder.resolve("elsewhere/refs/heads"));
    Files.writeString(shared.resolve("main"), COMMIT);
    Path own = Files.createDirectories(folder.resolve("elsewhere/worktrees/x"));
    Files.writeString(own.resolve("HEAD"), "ref: refs/heads/main");
    Files.writeString(own.resolve("commondir"), "../..");
    Files.writeString(folder.resolve(".git"), "gitdir: %s\n".formatted(own));
    isThere();
  }

  @Test
  void aFolderUnderNoGitHasNone() throws IOException {
    assertThat(new Checkout(folder).commit()).isEmpty();
    git("ref: refs/heads/unborn");
    assertThat(new Checkout(folder).commit()).isEmpty();
    Files.writeString(git("x").resolve("HEAD"), "nonsense");
    assertThat(new Checkout(folder).commit()).isEmpty();
  }
}
