package io.sparing.task;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.sparing.data.TokenIds;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextBatchesTest {

  /** Of 3, 17 and 20 tokens. */
  private static final List<TokenIds> TEXTS =
      IntStream.of(3, 17, 20).mapToObj(TextBatchesTest::text).toList();

  private static TokenIds text(int length) {
    return new TokenIds(IntStream.rangeClosed(1, length).toArray(), new int[length]);
  }

  /** No batch is longer than the longest text, which fits the model. */
  @ParameterizedTest
  @CsvSource({"1, 0, 3", "1, 1, 17", "16, 0, 16", "16, 1, 20", "8, 1, 20", "4, 1, 20", "6, 1, 18"})
  void batchesArePaddedToAMultiple(int multiple, int row, int length) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      List<NDArray> arrays =
          TextBatches.padded(TEXTS, multiple).arrays(manager, List.of(new int[] {row, 0}));
      assertThat(arrays).allMatch(array -> array.getShape().get(1) == length);
      long tokens = List.of(3, 17, 20).get(row) + 3L;
      assertThat(arrays.get(2).sum().getLong()).isEqualTo(tokens);
    }
  }
}
