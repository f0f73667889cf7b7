package io.sparing.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the tables of documents that list what the registries hold. */
@Command(
    name = "docs",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Writes the tables in README.md and docs/ that list what the code knows.")
final class DocsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    for (DocPage page : DocPage.all(Home.folder())) {
      DocPage filled = page.filled(DocTables.ALL);
      if (!filled.equals(page)) {
        Files.writeString(filled.file(), filled.text());
        spec.commandLine().getOut().println("Wrote   " + filled.file());
      }
    }
    return 0;
  }
}
