package io.sparing.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FloatRowsTest {

  @Test
  void rowsMayBeWrittenInAnyOrderAndStayWhenItIsClosed() {
    TensorData tensor;
    try (FloatRows rows = FloatRows.of(3, 2)) {
      rows.put(2, new float[] {5, 6});
      rows.put(0, new float[] {1, 2});
      rows.put(1, new float[] {9, 9});
      rows.put(1, new float[] {3, 4});
      tensor = rows.tensor();
    }
    assertThat(tensor.shape()).containsExactly(3, 2);
    assertThat(tensor.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void moreThanATensorHoldsIsRefusedWithHowManyRowsItMayHave() {
    assertThatThrownBy(() -> FloatRows.of(2_000_000, 384))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid rows: 2,000,000 vectors of 384 numbers; expected at most 1,398,101, which take"
                + " 2 GiB");
  }
}
