package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatesTest {

  private static final List<Example> ROWS =
      List.of(
          new Example("A fine film", "", 1),
          new Example(" a  fine\tFILM ", "", 0),
          new Example("a fine film", "indeed", 1),
          new Example("a fine film", "", 1),
          new Example("a film", "", 1));

  @Test
  void caseAndSpacingDoNotMakeARowAnother() {
    assertThat(Duplicates.within(ROWS)).isEqualTo(2);
    assertThat(Duplicates.within(ROWS.subList(2, 5))).isZero();
  }

  @Test
  void rowsAreSharedByTheirTextsAlone() {
    List<Example> others = List.of(new Example("A FINE FILM", "", 0));
    assertThat(Duplicates.shared(ROWS, others)).isEqualTo(3);
    assertThat(Duplicates.shared(others, ROWS)).isEqualTo(1);
    assertThat(Duplicates.shared(List.of(new Example("a", "film", 1)), ROWS)).isZero();
  }

  @Test
  void equalTextsWithTwoLabelsContradict() {
    assertThat(Duplicates.contradicting(ROWS)).isEqualTo(3);
    assertThat(Duplicates.contradicting(ROWS.subList(2, 5))).isZero();
  }
}
