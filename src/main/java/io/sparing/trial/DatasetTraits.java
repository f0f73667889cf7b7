package io.sparing.trial;

import io.sparing.data.DatasetManifest;
import io.sparing.data.Datasets;
import io.sparing.data.OwnColumns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What is known of a trial's data set without its rows.
 *
 * @param name its name, or one's own file's path with the settings by which it is read, where they
 *     are not the defaults: other columns are another data set
 * @param task what a row asks, as manifests write it: {@code classification}, {@code pair}
 * @param collection what it shares rows with: data sets of one collection do; its own name where it
 *     shares none, as far as is known
 * @param classes how many labels there are; empty for one's own file, of which only the rows show
 *     it
 */
public record DatasetTraits(String name, String task, String collection, OptionalInt classes) {

  /**
   * Returns the traits of a trial's data set.
   *
   * @throws IllegalArgumentException if the data set is neither a file nor known
   */
  public static DatasetTraits of(TrialSpec spec) {
    return spec.data()
        .own()
        .map(own -> own(spec, own))
        .orElseGet(() -> published(Datasets.find(spec.dataset())));
  }

  private static DatasetTraits published(DatasetManifest manifest) {
    return new DatasetTraits(
        manifest.name(),
        manifest.task(),
        manifest.collection(),
        OptionalInt.of(manifest.labels().size()));
  }

  private static DatasetTraits own(TrialSpec spec, OwnColumns own) {
    Map<String, Object> settings = new LinkedHashMap<>();
    DataSettingsParser.toSettings(spec.data(), settings);
    String read =
        DataSettingsParser.OF_OWN_FILE.stream()
            .filter(name -> !settings.get(name).equals(defaultOf(name)))
            .map(name -> name + "=" + settings.get(name))
            .collect(Collectors.joining(", "));
    return new DatasetTraits(
        read.isEmpty() ? spec.dataset() : "%s (%s)".formatted(spec.dataset(), read),
        own.task(),
        spec.dataset(),
        OptionalInt.empty());
  }

  private static Object defaultOf(String name) {
    return Settings.find(name).orElseThrow().defaultValue();
  }
}
