package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashSplitTest {

  private static final HoldOut TENTHS = new HoldOut(0.1, 0.1);

  @TempDir private Path folder;

  private final RowTable table = new RowTable();

  private void add(int label, long text, int rows) {
    IntStream.range(0, rows).forEach(i -> table.add(text, label, 1, Split.TRAIN.index()));
  }

  private List<HashSplit.Uneven> split(HoldOut shares) {
    return HashSplit.apply(shares, table, true);
  }

  private int rows(Split split) {
    return table.sortedHashes(split).length;
  }

  private void assertTextsAreApart() {
    List<Long> all = new ArrayList<>();
    for (Split split : Split.values()) {
      IntStream.range(0, table.rows())
          .filter(row -> table.split(row) == split.index())
          .mapToObj(table::hash)
          .distinct()
          .forEach(all::add);
    }
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void eachPartGetsItsShareOfRowsWhereATextIsMostOfThem() {
    add(0, 1, 300);
    IntStream.range(0, 100).forEach(i -> add(0, 10 + i, 1));
    assertThat(split(TENTHS)).isEmpty();
    assertThat(rows(Split.TEST)).isEqualTo(40);
    assertThat(rows(Split.VALIDATION)).isEqualTo(40);
    assertTextsAreApart();
  }

  @Test
  void groupsAreChosenThatComeNearestToTheShare() {
    for (int size : new int[] {7, 7, 7, 16, 16, 47}) {
      add(0, table.rows() + 1, size);
    }
    assertThat(split(new HoldOut(0, 0.3)).toString()).isEqualTo("[]");
    assertThat(rows(Split.TEST)).isEqualTo(30);
  }

  @Test
  void whereEqualTextsDoNotAllowItThatIsTold() {
    add(0, 1, 50);
    add(0, 2, 40);
    add(0, 3, 30);
    assertThat(split(TENTHS))
        .containsExactly(
            new HashSplit.Uneven(0, 120, Split.TEST, 12, 30),
            new HashSplit.Uneven(0, 120, Split.VALIDATION, 12, 40));
    assertThat(rows(Split.TRAIN)).isEqualTo(50);
    assertTextsAreApart();
  }

  @Test
  void aTextWithLabelsOfTwoClassesStaysInOnePart() {
    for (int i = 0; i < 200; i++) {
      add(0, i, 1);
      add(1, i, 1);
    }
    split(TENTHS);
    assertTextsAreApart();
    assertThat(rows(Split.TEST)).isBetween(38, 42);
  }

  @Test
  void manySmallClassesTogetherGetTheirShare() {
    for (int label = 0; label < 100; label++) {
      for (int i = 0; i < 3; i++) {
        add(label, 1000L * label + i, 1);
      }
    }
    List<HashSplit.Uneven> uneven = split(TENTHS);
    assertThat(rows(Split.TEST)).isEqualTo(30);
    assertThat(rows(Split.VALIDATION)).isEqualTo(30);
    assertThat(uneven).hasSize(140).contains(new HashSplit.Uneven(99, 3, Split.TEST, 3 * 0.1, 0));
  }

  @Test
  void roundingUpDoesNotAddUpOverClasses() {
    for (int label = 0; label < 100; label++) {
      for (int i = 0; i < 25; i++) {
        add(label, 1000L * label + i, 1);
      }
    }
    assertThat(split(TENTHS)).isEmpty();
    assertThat(rows(Split.TEST)).isBetween(250, 251);
  }

  @Test
  void aClassOfFiveOrMoreHasARowInEachPart() {
    for (int label = 0; label < 20; label++) {
      for (int i = 0; i < 5 + label % 3; i++) {
        add(label, 1000L * label + i, 1);
      }
    }
    assertThat(split(TENTHS)).isEmpty();
  }

  @Test
  void everyClassKeepsATrainingRow() {
    add(0, 1, 5);
    add(1, 2, 1);
    add(1, 3, 1);
    add(2, 4, 1);
    split(new HoldOut(0.45, 0.45));
    assertThat(IntStream.range(0, 8).filter(row -> table.split(row) == 0).map(table::label))
        .contains(0, 1, 2);
  }

  @Test
  void groupsStayWholeAndEachPartComesNearToItsShareOfAllRows() {
    List<List<Integer>> groups = new ArrayList<>();
    for (int size : new int[] {20, 9, 26, 41, 4}) {
      int first = table.rows();
      IntStream.range(0, size).forEach(i -> add(i % 2, 1000L * size + i, 1));
      groups.add(IntStream.range(first, first + size).boxed().toList());
    }
    HashSplit.applyToGroups(new HoldOut(0.1, 0.3), table, groups);
    assertThat(groups.stream().map(this::splits))
        .containsExactly(
            Set.of(Split.TRAIN),
            Set.of(Split.VALIDATION),
            Set.of(Split.TEST),
            Set.of(Split.TRAIN),
            Set.of(Split.TEST));
  }

  private Set<Split> splits(List<Integer> group) {
    return Stream.of(Split.values())
        .filter(split -> group.stream().anyMatch(row -> table.split(row) == split.index()))
        .collect(Collectors.toSet());
  }

  @Test
  void rowsOfAGroupThatAreNotForTrainingStayWhereTheyAre() {
    table.add(1, 0, 1, Split.TEST.index());
    table.add(2, 0, 2, RowTable.DROPPED);
    add(0, 3, 1);
    HashSplit.applyToGroups(TENTHS, table, List.of(List.of(0, 1, 2)));
    assertThat(IntStream.range(0, 3).map(table::split)).containsExactly(2, -1, 0);
  }

  @Test
  void aSurveyTellsWhichClassHasNotItsShare() throws IOException {
    StringBuilder csv = new StringBuilder("text,label\nonce,rare\ntwice,rare\n");
    for (int i = 0; i < 40; i++) {
      csv.append("text %d,%s\n".formatted(i, i % 2 == 0 ? "good" : "bad"));
    }
    Path file = Files.writeString(folder.resolve("a.csv"), csv);
    assertThat(OwnFiles.findings(OwnFiles.load(file, OwnFiles.COLUMNS, Validation.WARN)))
        .first()
        .isEqualTo(
            "a.csv: class rare has 0 of its 2 rows in the test split; expected 0.2; equal texts"
                + " stay together and each class keeps a training row");
    assertThatThrownBy(() -> OwnFiles.load(file, OwnFiles.COLUMNS, Validation.STRICT))
        .hasMessageContaining("class without its share of a split; first a.csv: class rare has");
  }
}
