package io.sparing.run;

import io.sparing.model.ModelManifest;
import io.sparing.sources.DownloadListener;
import io.sparing.sources.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Reports which share of the bytes of some models has arrived so far. Only one thread may use it.
 */
final class DownloadShare implements DownloadListener {

  private final long total;
  private final DoubleConsumer share;
  private final Map<Source, Long> arrived = new HashMap<>();

  DownloadShare(List<ModelManifest> models, DoubleConsumer share) {
    this.total =
        models.stream()
            .flatMap(model -> model.source().pinned().stream())
            .mapToLong(Source::bytes)
            .sum();
    this.share = share;
  }

  @Override
  public void progressed(Source source, long bytes) {
    arrived.put(source, bytes);
    share.accept((double) arrived.values().stream().mapToLong(Long::longValue).sum() / total);
  }
}
