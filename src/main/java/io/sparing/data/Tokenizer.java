package io.sparing.data;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.PairList;
import io.sparing.sources.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns texts into token ids as a model's {@code tokenizer.json} says. Padding and truncation set
 * in that file are ignored: batches pad, and every call names its own length. Holds native memory
 * until closed.
 */
public final class Tokenizer implements AutoCloseable {

  private static final int CHUNK = 1024;

  private final HuggingFaceTokenizer tokenizer;
  private final String sha256;

  private Tokenizer(HuggingFaceTokenizer tokenizer, String sha256) {
    this.tokenizer = tokenizer;
    this.sha256 = sha256;
  }

  /** Takes encoded rows one by one. */
  interface Rows {

    /**
     * Takes the next.
     *
     * @param cut whether it was longer
     */
    void accept(TokenIds row, boolean cut);
  }

  /**
   * Reads a {@code tokenizer.json}; the stream is the caller's to close.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is no tokenizer
   */
  public static Tokenizer load(InputStream tokenizerJson) {
    Map<String, String> options =
        Map.of(
            "padding", "DO_NOT_PAD", "truncation", "DO_NOT_TRUNCATE", "addSpecialTokens", "true");
    try {
      byte[] json = tokenizerJson.readAllBytes();
      return new Tokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options),
          Sha256.of(json));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read a tokenizer", e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("Failed to parse a tokenizer: " + e.getMessage(), e);
    }
  }

  /** Returns the checksum of its {@code tokenizer.json}, 64 hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /**
   * Encodes a text, or two if {@code pair} is not empty, with special tokens. What does not fit is
   * cut from the end of the longer text.
   *
   * @param maxLength most tokens, special ones included
   * @throws IllegalArgumentException if {@code maxLength} does not hold the special tokens
   */
  public TokenIds encode(String text, String pair, int maxLength) {
    Encoding encoding = pair.isEmpty() ? tokenizer.encode(text) : tokenizer.encode(text, pair);
    return Truncation.cut(encoding, maxLength);
  }

  /**
   * Encodes rows, in their order.
   *
   * @param textPrefix put before every text, and before every pair that is not empty
   * @param maxLength most tokens of a row, special ones included
   * @throws IllegalArgumentException if {@code maxLength} does not hold the special tokens
   */
  public List<TokenIds> encode(List<Example> rows, String textPrefix, int maxLength) {
    List<TokenIds> encoded = new ArrayList<>(rows.size());
    encode(rows, textPrefix, maxLength, (row, cut) -> encoded.add(row));
    return encoded;
  }

  /**
   * Encodes rows as {@link #encode(List, String, int)} does, and hands each on instead of keeping
   * it.
   */
  void encode(List<Example> rows, String textPrefix, int maxLength, Rows to) {
    for (int start = 0; start < rows.size(); ) {
      int end = endOfChunk(rows, start);
      for (Encoding encoding : encodeChunk(rows.subList(start, end), textPrefix)) {
        TokenIds row = Truncation.cut(encoding, maxLength);
        to.accept(row, row.length() < encoding.getIds().length);
      }
      start = end;
    }
  }

  /**
   * Returns where the chunk of rows ends that one native call takes: all are single texts, or all
   * are pairs.
   */
  private static int endOfChunk(List<Example> rows, int start) {
    boolean single = rows.get(start).pair().isEmpty();
    int end = start + 1;
    while (end < Math.min(start + CHUNK, rows.size()) && rows.get(end).pair().isEmpty() == single) {
      end++;
    }
    return end;
  }

  private Encoding[] encodeChunk(List<Example> rows, String prefix) {
    if (rows.get(0).pair().isEmpty()) {
      return tokenizer.batchEncode(rows.stream().map(row -> prefix + row.text()).toList());
    }
    PairList<String, String> pairs = new PairList<>(rows.size());
    rows.forEach(row -> pairs.add(prefix + row.text(), prefix + row.pair()));
    return tokenizer.batchEncode(pairs);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
