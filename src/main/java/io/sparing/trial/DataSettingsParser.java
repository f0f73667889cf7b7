package io.sparing.trial;

import io.sparing.data.DataSettings;
import io.sparing.data.Datasets;
import io.sparing.data.HoldOut;
import io.sparing.data.OwnColumns;
import io.sparing.data.Validation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns flat settings into {@link DataSettings} and back. */
final class DataSettingsParser {

  /** The settings that only one's own file takes. */
  static final List<String> OF_OWN_FILE =
      List.of("text", "label", "text_pair", "split", "validation_ratio", "test_ratio");

  private DataSettingsParser() {}

  static DataSettings fromSettings(String dataset, Map<String, ?> settings) {
    Validation validation = Validation.find(TrialSpecParser.text(settings, "validation"));
    return new DataSettings(
        Datasets.isFile(dataset) ? Optional.of(own(settings)) : Optional.empty(), validation);
  }

  static void toSettings(DataSettings data, Map<String, Object> settings) {
    settings.put("validation", data.validation().text());
    data.own()
        .ifPresent(
            own -> {
              settings.put("text", own.text());
              settings.put("label", own.label());
              settings.put("text_pair", own.textPair());
              settings.put("split", own.split());
              settings.put("validation_ratio", own.holdOut().validation());
              settings.put("test_ratio", own.holdOut().test());
            });
  }

  private static OwnColumns own(Map<String, ?> settings) {
    return new OwnColumns(
        TrialSpecParser.text(settings, "text"),
        TrialSpecParser.text(settings, "label"),
        TrialSpecParser.text(settings, "text_pair"),
        TrialSpecParser.text(settings, "split"),
        new HoldOut(
            TrialSpecParser.number(settings, "validation_ratio"),
            TrialSpecParser.number(settings, "test_ratio")));
  }
}
