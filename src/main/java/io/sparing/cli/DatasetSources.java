package io.sparing.cli;

import io.sparing.data.DatasetManifest;
import io.sparing.sources.Source;
import java.util.List;

/** Which files of a data set come from elsewhere. */
final class DatasetSources {

  private DatasetSources() {}

  /** The files of a data set; none if its rows lie in an artefact that comes with Sparing. */
  static List<Source> of(DatasetManifest manifest) {
    return List.of();
  }
}
