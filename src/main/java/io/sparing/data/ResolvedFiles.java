package io.sparing.data;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.Resolver;
import io.sparing.sources.SourceException;
import io.sparing.sources.SourceFolders;
import java.nio.file.Path;
import java.util.List;

/** Published files as a {@link Resolver} finds them: in the cache, in mirrors, at an address. */
public final class ResolvedFiles implements SourceFiles {

  private final SourceFolders folders;
  private final DownloadListener listener;

  /** Looks into these folders and reports downloads. */
  public ResolvedFiles(SourceFolders folders, DownloadListener listener) {
    this.folders = folders;
    this.listener = listener;
  }

  /** Looks where this process's environment says. */
  public static ResolvedFiles ofThisProcess() {
    return new ResolvedFiles(SourceFolders.ofThisProcess(), DownloadListener.NONE);
  }

  /** Looks into the cache and these mirrors only. */
  public static ResolvedFiles in(List<Path> mirrors) {
    Path cache = SourceFolders.ofThisProcess().cache();
    return new ResolvedFiles(new SourceFolders(cache, mirrors), DownloadListener.NONE);
  }

  @Override
  public Path find(String dataset, DataFile file) {
    try {
      return file.resolve(new Resolver(folders, listener));
    } catch (SourceException | IllegalArgumentException e) {
      throw new BadDataException("%s (data set %s)".formatted(e.getMessage(), dataset), e);
    }
  }
}
