package io.sparing.cli;

import io.sparing.data.DataFile;
import io.sparing.data.DatasetManifest;
import io.sparing.data.Datasets;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.sources.ArchiveMember;
import io.sparing.sources.Source;
import java.util.List;

/**
 * The published files of a data set or a model.
 *
 * @param name of the data set or the model
 * @param origin where they come from, for people
 * @param sources what to look for, each once; none if all comes with Sparing
 * @param members the files in archives among them
 */
record FileSet(String name, String origin, List<Source> sources, List<ArchiveMember> members) {

  FileSet {
    sources = sources.stream().distinct().toList();
    members = List.copyOf(members);
  }

  /**
   * Finds what is known by a name.
   *
   * @throws IllegalArgumentException if neither a data set nor a model is
   */
  static FileSet find(String name) {
    DatasetManifest dataset = Datasets.known().get(name);
    if (dataset != null) {
      return of(name, dataset.source(), dataset.files());
    }
    ModelManifest model = Models.known().get(name);
    if (model == null) {
      throw new IllegalArgumentException(
          "Unknown data set or model: %s; known: %s, %s"
              .formatted(
                  name,
                  String.join(", ", Datasets.NAMES),
                  String.join(", ", Models.known().keySet())));
    }
    return new FileSet(name, model.huggingFace(), model.source().pinned(), List.of());
  }

  /** Returns the published files of a data set. */
  static FileSet of(String name, String origin, List<DataFile> files) {
    return new FileSet(
        name,
        origin,
        files.stream().map(DataFile::source).toList(),
        files.stream().flatMap(file -> file.archived().stream()).toList());
  }

  /** Returns the files in one of the archives. */
  List<ArchiveMember> members(Source archive) {
    return members.stream().filter(member -> member.archive().equals(archive)).toList();
  }
}
