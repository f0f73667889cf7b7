package io.sparing.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.data.Batch;
import io.sparing.data.TokenIds;
import io.sparing.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/**
 * Tokenized texts, a list a lane, as the inputs of an encoder: ids, types and mask [rows, length].
 *
 * @param multiple batches are padded to a multiple of this number of tokens, but to no more than
 *     {@code most}
 * @param most at least the length of the longest text
 */
public record TextBatches(List<List<TokenIds>> textsByLane, int multiple, int most)
    implements Trainer.Inputs {

  /** Batches as long as their longest text. */
  public static TextBatches of(List<TokenIds> texts) {
    return new TextBatches(List.of(texts), 1, Integer.MAX_VALUE);
  }

  /** Batches of few lengths, none of them longer than the longest text. */
  public static TextBatches padded(List<TokenIds> texts, int multiple) {
    int longest = texts.stream().mapToInt(TokenIds::length).max().orElse(0);
    return new TextBatches(List.of(texts), multiple, longest);
  }

  @Override
  public List<NDArray> arrays(NDManager manager, List<int[]> rowsByLane) {
    List<Batch> batches = new ArrayList<>();
    for (int lane = 0; lane < rowsByLane.size(); lane++) {
      batches.add(Batch.of(textsByLane.get(lane), rowsByLane.get(lane)));
    }
    Batch batch = padded(Batch.concat(batches));
    Shape shape = new Shape(batch.rows(), batch.length());
    return List.of(
        manager.create(batch.ids(), shape),
        manager.create(batch.typeIds(), shape),
        manager.create(batch.mask(), shape));
  }

  private Batch padded(Batch batch) {
    int length = Math.min((batch.length() + multiple - 1) / multiple * multiple, most);
    return length == batch.length() ? batch : batch.padded(length);
  }
}
