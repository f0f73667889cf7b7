package io.sparing.data;

import io.sparing.text.CleanText;
import io.sparing.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Says how a file of one's own is read.
 *
 * @param text column of the text, or the first of two
 * @param label column of the label
 * @param textPair column of the second text; empty if there is none
 * @param split column that says which split a row is in; empty if rows are held out by hash
 * @param holdOut shares held out where no column says it
 */
public record OwnColumns(
    String text, String label, String textPair, String split, HoldOut holdOut) {

  /** Checks that none is null. */
  public OwnColumns {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(textPair, "textPair");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(holdOut, "holdOut");
  }

  /** Returns which column is asked for twice, in a sentence; empty if none is. */
  public Optional<String> repeated() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map.Entry<String, String> column :
        List.of(
            Map.entry("text", text),
            Map.entry("label", label),
            Map.entry("text_pair", textPair),
            Map.entry("split", split))) {
      String other = settings.putIfAbsent(CleanText.ofName(column.getValue()), column.getKey());
      if (other != null && !column.getValue().isEmpty()) {
        return Optional.of(
            "%s and %s are both %s; expected different columns"
                .formatted(other, column.getKey(), Printable.of(column.getValue())));
      }
    }
    return Optional.empty();
  }

  /** Returns what a row asks: of one text, or of two. */
  public String task() {
    return textPair.isEmpty() ? "classification" : "pair";
  }
}
