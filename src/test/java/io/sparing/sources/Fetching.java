package io.sparing.sources;

import java.nio.file.Path;
import java.util.List;

/**
 * Resolves one source in a process of its own: cache folder, path, address, checksum, size, and
 * perhaps the name of a member of it. Prints a line for all that arrives, and in the end the file.
 */
final class Fetching {

  private Fetching() {}

  public static void main(String[] args) throws SourceException {
    Source source = Source.of(args[1], args[2], args[3], Long.parseLong(args[4]));
    SourceFolders folders = new SourceFolders(Path.of(args[0]), List.of());
    Resolver resolver = new Resolver(folders, (what, bytes) -> System.out.println(bytes));
    System.out.println(
        args.length > 5
            ? resolver.resolve(new ArchiveMember(source, args[5]))
            : resolver.resolve(source));
  }
}
