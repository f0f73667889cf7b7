package io.sparing.cli;

import io.sparing.sources.SourceFolders;
import io.sparing.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cache}: what lies in the cache folder, and deletes it. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    description = "Shows what lies in the cache (SPARING_CACHE), and cleans it.",
    footer = {
      "",
      "What was deleted is downloaded or made again when it is needed. Files that a running process",
      "has open stay.",
      "",
      "Examples:",
      "  ./submit.sh cache",
      "  ./submit.sh cache clean tokens --older-than 30d --dry-run"
    })
final class CacheCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Cache cache = new Cache(folder());
    List<Cache.Entry> entries = cache.entries();
    out.printf("%s  %s%n", Printable.of(cache.folder()), total(entries));
    if (!entries.isEmpty()) {
      TextTable table = new TextTable(List.of("entry", "size", "last use", "what"));
      entries.forEach(entry -> table.add(row(entry)));
      out.println(table.render());
    }
    out.flush();
    return 0;
  }

  /** Deletes entries. */
  @Command(
      name = "clean",
      mixinStandardHelpOptions = true,
      description =
          "Deletes what is named, or everything. Files that a running process has open stay.")
  int clean(
      @Parameters(
              arity = "0..*",
              paramLabel = "NAME",
              description = "Entries as ./submit.sh cache shows them, or kinds such as tokens.")
          List<String> names,
      @Option(
              names = "--older-than",
              paramLabel = "TIME",
              converter = Quantities.Seconds.class,
              description = "Delete only what was not used for so long, such as 30d.")
          Double olderThan,
      @Option(names = "--dry-run", description = "Say what would be deleted; delete nothing.")
          boolean dryRun)
      throws IOException {
    Cache cache = new Cache(folder());
    List<Cache.Entry> chosen = chosen(cache.entries(), names == null ? List.of() : names);
    Instant before =
        Instant.now().minusMillis(olderThan == null ? 0 : Math.round(olderThan * 1000));
    OpenFiles open = OpenFiles.below(cache.folder());
    PrintWriter out = spec.commandLine().getOut();
    List<Cache.Entry> deleted = new ArrayList<>();
    for (Cache.Entry entry : chosen) {
      if (olderThan != null && entry.size().lastUse().isAfter(before)) {
        continue;
      }
      if (open.use(entry.path())) {
        out.printf("in use   %s%n", entry.name());
        continue;
      }
      if (!dryRun) {
        Cache.delete(entry);
      }
      deleted.add(entry);
      out.printf("%s  %s%n", dryRun ? "would go" : "deleted ", entry.name());
    }
    out.printf("%s %s%n", dryRun ? "Would delete" : "Deleted", total(deleted));
    out.flush();
    return 0;
  }

  private static Path folder() {
    return SourceFolders.ofThisProcess().cache();
  }

  private static List<Cache.Entry> chosen(List<Cache.Entry> entries, List<String> names) {
    for (String name : names) {
      boolean known = Cache.KINDS.containsKey(name);
      if (!known && entries.stream().noneMatch(entry -> entry.named(name))) {
        throw new IllegalArgumentException(
            "Unknown entry: %s; known: %s, and what ./submit.sh cache shows"
                .formatted(Printable.of(name), String.join(", ", Cache.KINDS.keySet())));
      }
    }
    return entries.stream()
        .filter(entry -> names.isEmpty() || names.stream().anyMatch(entry::named))
        .toList();
  }

  private static List<String> row(Cache.Entry entry) {
    String kind = entry.name().substring(0, entry.name().indexOf('/'));
    return List.of(
        Printable.of(entry.name()),
        Words.bytes((double) entry.size().bytes()),
        entry.size().lastUse().truncatedTo(ChronoUnit.MINUTES).toString(),
        Cache.KINDS.get(kind));
  }

  private static String total(List<Cache.Entry> entries) {
    long bytes = entries.stream().mapToLong(entry -> entry.size().bytes()).sum();
    return "%d entries, %s".formatted(entries.size(), Words.bytes((double) bytes));
  }
}
