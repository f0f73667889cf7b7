package io.sparing.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The registry of data sets: each name has a manifest in {@code data-manifests/datasets}. The rows
 * are in the files that it names or, for WordNet's, come from a reader of their own. A path takes
 * the place of a name for one's own file.
 */
public final class Datasets {

  private static final Map<String, Function<DatasetManifest, Dataset>> READERS =
      Map.of("wordnet-topic", WordNetTopic::read, "wordnet-pairs", WordNetPairs::read);

  /** The known names, in registry order. */
  public static final List<String> NAMES =
      List.of(
          "wordnet-topic",
          "wordnet-pairs",
          "sst-2",
          "mrpc",
          "qnli",
          "ag-news",
          "mr",
          "trec",
          "rte",
          "banking77",
          "clinc150",
          "squad-2",
          "squad-2-answerable",
          "glue-sst-2",
          "glue-mrpc",
          "glue-qnli",
          "ag-news-120k",
          "squad-2-full");

  private static final Map<String, DatasetManifest> KNOWN = manifests();

  private Datasets() {}

  /** Returns all manifests by name, in registry order. Immutable. */
  public static Map<String, DatasetManifest> known() {
    return KNOWN;
  }

  /**
   * Finds a data set's manifest.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static DatasetManifest find(String name) {
    DatasetManifest manifest = KNOWN.get(name);
    if (manifest == null) {
      throw new IllegalArgumentException(
          "Unknown dataset: %s; known: %s".formatted(name, String.join(", ", NAMES)));
    }
    return manifest;
  }

  /** Returns whether a data set is one's own file, by the ending of its name. */
  public static boolean isFile(String dataset) {
    return !KNOWN.containsKey(dataset) && FileFormat.ofName(dataset).isPresent();
  }

  /**
   * Returns why a data file cannot be opened: nothing is there, or a folder is; empty if it can.
   */
  public static Optional<String> absence(Path file) {
    return OwnFile.absence(file);
  }

  /**
   * Returns which columns of one's own file look like those that it should be read by; takes a
   * reading of the file for every four columns.
   *
   * @param file whose name ends as a table's
   * @param columns that it has
   */
  public static SuggestedColumns suggestColumns(Path file, List<String> columns) {
    FileFormat format = FileFormat.ofName(file.toString()).orElseThrow();
    return ColumnSurvey.of(file, format, columns);
  }

  /**
   * Reads a data set's rows as {@link #load(String, DataSettings, SourceFiles)} does, with warnings
   * and with the files that the environment leads to.
   */
  public static Dataset load(String name) {
    return load(name, DataSettings.DEFAULT, ResolvedFiles.ofThisProcess());
  }

  /**
   * Reads a data set's rows; takes seconds, and every call reads anew. The same files always give
   * the same rows in the same order.
   *
   * @param dataset a name, or the path of one's own file
   * @param files finds the published files
   * @throws IllegalArgumentException if there is none of that name
   * @throws BadDataException if a file is missing, or it or its rows are refused
   * @throws IllegalStateException if an artefact's rows cannot be read
   */
  public static Dataset load(String dataset, DataSettings settings, SourceFiles files) {
    if (!isFile(dataset) && READERS.containsKey(find(dataset).name())) {
      return READERS.get(dataset).apply(find(dataset));
    }
    try {
      return table(dataset, settings, files, RowTexts.kept()).collect();
    } catch (IOException e) {
      throw unreadable(dataset, e);
    }
  }

  /**
   * Looks through a data set's rows as a stream, keeping none. A data set inside an artefact has
   * nothing that could be wrong; its report is empty.
   *
   * @throws BadDataException if it is refused
   */
  public static Optional<DataReport> check(
      String dataset, DataSettings settings, SourceFiles files) {
    if (!isFile(dataset) && READERS.containsKey(find(dataset).name())) {
      return Optional.empty();
    }
    try {
      return Optional.of(table(dataset, settings, files, RowTexts.forgotten()).report());
    } catch (IOException e) {
      throw unreadable(dataset, e);
    }
  }

  /**
   * Returns the questions of a data set whose rows have no labels, in the order of its files.
   *
   * @param split whose; a data set that has no file for it has no question there
   * @throws IllegalArgumentException if there is none of that name or its task is another
   * @throws BadDataException if a file is missing or refused
   */
  public static List<Question> questions(String name, Split split, SourceFiles files) {
    DatasetManifest manifest = find(name);
    if (manifest.labelled()) {
      throw new IllegalArgumentException(
          "Cannot read questions of %s: its task is %s".formatted(name, manifest.task()));
    }
    try {
      List<Question> questions = new ArrayList<>();
      for (DataFile file : manifest.files()) {
        if (file.split() == split) {
          questions.addAll(SquadFile.read(files.find(name, file)));
        }
      }
      return questions;
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the data set " + name, e);
    }
  }

  private static RuntimeException unreadable(String dataset, IOException e) {
    return isFile(dataset)
        ? OwnFile.unreadable(dataset, e)
        : new UncheckedIOException("Failed to read the data set " + dataset, e);
  }

  private static TableData table(
      String dataset, DataSettings settings, SourceFiles files, RowTexts texts) throws IOException {
    if (isFile(dataset)) {
      OwnColumns own =
          settings
              .own()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException("Cannot read " + dataset + " without columns"));
      return TableData.own(new OwnFile(dataset, own), settings.validation(), texts);
    }
    DatasetManifest manifest = find(dataset);
    if (!manifest.labelled()) {
      throw new BadDataException(
          "Cannot train on %s: its task is %s, which is read but not trained yet"
              .formatted(dataset, manifest.task()));
    }
    return TableData.published(manifest, files, settings.validation(), texts);
  }

  private static Map<String, DatasetManifest> manifests() {
    Map<String, DatasetManifest> known = new LinkedHashMap<>();
    NAMES.forEach(name -> known.put(name, manifest(name)));
    return Collections.unmodifiableMap(known);
  }

  private static DatasetManifest manifest(String name) {
    String resource = "/data-manifests/datasets/" + name + ".yaml";
    try (InputStream in = Datasets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find the manifest " + resource);
      }
      return DatasetManifestParser.parse(in, resource);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the manifest " + resource, e);
    }
  }
}
