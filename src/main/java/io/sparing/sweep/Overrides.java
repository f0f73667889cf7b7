package io.sparing.sweep;

import io.sparing.adapt.Parameter;
import io.sparing.trial.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Applies {@code --set key=value} to a draft. A top-level value is replaced. A setting replaces the
 * base's and that of every block that has it; one with several values is crossed into every block,
 * as its last key where the block did not have it. The later of two overrides of one key counts.
 */
final class Overrides {

  private static final List<String> KEYS =
      Stream.concat(Header.KEYS.stream(), DraftReader.SETTINGS.stream()).toList();

  private final Draft draft;
  private final Problems problems;

  Overrides(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
  }

  /** Applies them in order; what cannot be applied is reported. */
  void apply(List<String> arguments) {
    arguments.forEach(this::apply);
    draft.overrides.values().forEach(this::cross);
  }

  private void apply(String argument) {
    Place place = Place.override(argument);
    int equals = argument.indexOf('=');
    if (equals < 1) {
      problems.report(place, "Invalid override: %s; expected key=value", argument);
      return;
    }
    String key = argument.substring(0, equals).trim();
    Optional<Parameter> setting = Settings.find(key);
    if (setting.isEmpty() && !Header.KEYS.contains(key)) {
      problems.report(place, "%s", Names.unknown("setting", key, KEYS));
      return;
    }
    Yaml yaml = Yaml.ofOverride(argument, problems);
    Optional<Node> value = yaml.compose(argument.substring(equals + 1));
    if (value.isPresent() && Yaml.absent(value.get())) {
      forget(key);
    } else if (value.isEmpty()) {
      problems.report(place, "Invalid %s: no value; expected key=value", key);
    } else if (setting.isPresent()) {
      SettingReader reader = new SettingReader(yaml, problems);
      draft.overrides.put(key, reader.crossed(setting.get(), value.get(), place));
    } else {
      draft.header.put(key, Header.read(key, value.get(), yaml, problems));
    }
  }

  /** Takes a value out, so that the default holds whatever the file says. */
  private void forget(String key) {
    draft.header.remove(key);
    draft.overrides.remove(key);
    draft.base.remove(key);
    draft.blocks.forEach(block -> block.settings().remove(key));
  }

  private void cross(Written written) {
    String name = written.parameter().name();
    boolean several = written.values().size() > 1;
    if (several) {
      draft.base.remove(name);
    } else {
      draft.base.put(name, written);
    }
    for (Block block : draft.blocks) {
      if (several || block.settings().containsKey(name)) {
        block.settings().put(name, written);
      }
    }
  }
}
