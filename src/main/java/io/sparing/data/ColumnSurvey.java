package io.sparing.data;

import io.sparing.text.CleanText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Looks through all columns of a table for those that could be the text and the label. */
final class ColumnSurvey {

  /** Columns that one reading of a table gives. */
  private static final int AT_A_TIME = 4;

  /** Columns looked at; a wider table is read by its first ones. */
  private static final int MOST_COLUMNS = 40;

  /** The most different values of a column of labels, as {@link FoundLabels} takes them. */
  private static final int MOST_LABELS = 1000;

  /** Characters of the longest value that could be a label. */
  private static final int LONGEST_LABEL = 60;

  /** Usual names of columns of labels, in lower case, the likeliest first. */
  private static final List<String> LABEL_NAMES =
      List.of(
          "label",
          "labels",
          "class",
          "category",
          "target",
          "intent",
          "sentiment",
          "topic",
          "stars",
          "rating",
          "score",
          "polarity",
          "type",
          "tag");

  private final List<Column> columns = new ArrayList<>();

  /** A column with what its cells are like. */
  private static final class Column {
    private final String name;
    private final Set<String> values = new HashSet<>();
    private long rows;
    private long characters;
    private int longest;

    Column(String name) {
      this.name = name;
    }

    void add(String cell) {
      if (cell == null || CleanText.blank(cell)) {
        return;
      }
      rows++;
      characters += cell.length();
      longest = Math.max(longest, cell.length());
      if (values.size() <= MOST_LABELS && cell.length() <= LONGEST_LABEL) {
        values.add(CleanText.ofName(cell));
      }
    }

    boolean labels() {
      return longest <= LONGEST_LABEL
          && values.size() >= 2
          && values.size() <= MOST_LABELS
          && 2L * values.size() <= rows;
    }

    double meanLength() {
      return rows == 0 ? 0 : (double) characters / rows;
    }

    int familiarity() {
      int place = LABEL_NAMES.indexOf(CleanText.ofName(name).toLowerCase(Locale.ROOT));
      return place < 0 ? LABEL_NAMES.size() : place;
    }
  }

  private ColumnSurvey() {}

  /** Returns what the columns of these names look like; nothing where they cannot be read. */
  static SuggestedColumns of(Path file, FileFormat format, List<String> names) {
    ColumnSurvey survey = new ColumnSurvey();
    List<String> some = names.subList(0, Math.min(names.size(), MOST_COLUMNS));
    try {
      for (int start = 0; start < some.size(); start += AT_A_TIME) {
        survey.read(file, format, some.subList(start, Math.min(start + AT_A_TIME, some.size())));
      }
    } catch (IOException | BadDataException e) {
      return SuggestedColumns.NONE; // The file is refused for its columns; this only adds advice.
    }
    return survey.suggested();
  }

  private void read(Path file, FileFormat format, List<String> names) throws IOException {
    List<Column> these = names.stream().map(Column::new).toList();
    List<String> four = new ArrayList<>(names);
    while (four.size() < AT_A_TIME) {
      four.add("");
    }
    Columns read = new Columns(true, four.get(0), four.get(1), four.get(2), four.get(3));
    RowReader.read(file, format, read, row -> add(these, row));
    columns.addAll(these);
  }

  private static void add(List<Column> columns, RawRow row) {
    List<String> cells = new ArrayList<>(AT_A_TIME);
    cells.add(row.text());
    cells.add(row.pair());
    cells.add(row.label());
    cells.add(row.split());
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).add(cells.get(i));
    }
  }

  private SuggestedColumns suggested() {
    Optional<Column> label =
        columns.stream()
            .filter(Column::labels)
            .min(
                Comparator.comparingInt(Column::familiarity)
                    .thenComparingInt(column -> column.values.size()));
    Optional<Column> text =
        columns.stream()
            .filter(column -> label.isEmpty() || column != label.get())
            .filter(column -> column.rows > 0)
            .max(Comparator.comparingDouble(Column::meanLength));
    return new SuggestedColumns(text.map(column -> column.name), label.map(column -> column.name));
  }
}
