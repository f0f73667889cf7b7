package io.sparing.weights;

import static io.sparing.weights.GgufBytes.F32;
import static io.sparing.weights.GgufBytes.Q4_K;
import static io.sparing.weights.GgufBytes.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedGgufTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("files")
  void itIsRefused(MalformedFile file) throws IOException {
    file.check(folder, "bad.gguf", GgufFile::read);
  }

  @Test
  void thereAreFortyOfThem() {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(40);
  }

  static List<MalformedFile> files() {
    return Stream.of(starts(), metadata(), arrays(), entries(), shapes(), offsets())
        .flatMap(List::stream)
        .toList();
  }

  private static List<MalformedFile> starts() {
    return List.of(
        whole("an empty file", Rule.BEYOND_FILE, new byte[0]),
        whole("a magic cut short", Rule.BEYOND_FILE, new GgufBytes().magic("GGU").cut()),
        whole("another magic", Rule.WRONG_MAGIC, new GgufBytes().magic("GGML").int32(3).cut()),
        whole("a zip archive", Rule.PICKLE, new GgufBytes().magic("PK\3\4").int64(0).cut()),
        whole("a pickle", Rule.PICKLE, new GgufBytes().magic("\u0080\2}q\0.").cut()),
        whole("no version", Rule.BEYOND_FILE, new GgufBytes().magic("GGUF").cut()),
        whole("version 1", Rule.UNKNOWN_VERSION, version(1)),
        whole("version 4", Rule.UNKNOWN_VERSION, version(4)),
        whole("a big-endian file", Rule.UNKNOWN_VERSION, version(3 << 24)),
        whole("no counts", Rule.BEYOND_FILE, version(3)),
        whole("more tensors than fit", Rule.BEYOND_FILE, header(1000, 0).data(32, 64)),
        whole("2^63 tensors", Rule.BEYOND_FILE, header(Long.MIN_VALUE, 0).data(32, 64)),
        whole("more pairs than fit", Rule.BEYOND_FILE, header(0, 1000).data(32, 64)),
        whole("2^64 - 1 pairs", Rule.BEYOND_FILE, header(0, -1).data(32, 64)));
  }

  private static List<MalformedFile> metadata() {
    return List.of(
        whole("a key beyond the file", Rule.BEYOND_FILE, header(0, 1).int64(99).data(32, 9)),
        whole("a key of negative length", Rule.BEYOND_FILE, header(0, 1).int64(-1).data(32, 9)),
        whole("no key", Rule.NO_NAME, header(0, 1).key("", 4).data(32, 9)),
        whole("a key of 65,536 bytes", Rule.HEADER_TOO_LARGE, longKey()),
        whole("a key that is not UTF-8", Rule.BAD_TEXT, header(0, 1).key("\u00ff", 4).data(32, 9)),
        whole(
            "a key twice",
            Rule.DUPLICATE_NAME,
            header(0, 2).key("a", 0).int8(1).key("a", 0).data(32, 32)),
        whole("an unknown kind", Rule.BAD_HEADER, header(0, 1).key("a", 13).data(32, 9)),
        whole("a negative kind", Rule.BAD_HEADER, header(0, 1).key("a", -1).data(32, 9)),
        whole("a truth value of 2", Rule.BAD_HEADER, header(0, 1).key("a", 7).int8(2).data(32, 9)),
        whole(
            "a number beyond the file", Rule.BEYOND_FILE, header(0, 1).key("a", 12).int32(0).cut()),
        whole(
            "a text beyond the file",
            Rule.BEYOND_FILE,
            header(0, 1).key("a", 8).int64(99).data(32, 9)),
        whole(
            "a text of 2^63 bytes",
            Rule.BEYOND_FILE,
            header(0, 1).key("a", 8).int64(Long.MIN_VALUE).data(32, 9)),
        whole("an alignment of 0", Rule.MISALIGNED, aligned(0)),
        whole("an alignment of 24", Rule.MISALIGNED, aligned(24)),
        whole("an alignment of 2^31", Rule.MISALIGNED, aligned(1 << 31)),
        whole("an alignment of 2 GiB less", Rule.MISALIGNED, aligned(1 << 30)),
        whole(
            "an alignment as text",
            Rule.BAD_HEADER,
            header(0, 1).key("general.alignment", 8).text("32").data(32, 9)));
  }

  private static List<MalformedFile> arrays() {
    GgufBytes deep = header(0, 1).key("a", 9);
    for (int i = 0; i < 5; i++) {
      deep.int32(9).int64(1);
    }
    return List.of(
        whole("an array beyond the file", Rule.BEYOND_FILE, array(4, 99)),
        whole("an array of 2^62 numbers", Rule.BEYOND_FILE, array(10, 1L << 62)),
        whole("an array of negative length", Rule.BEYOND_FILE, array(0, -1)),
        whole("an array of unknown kind", Rule.BAD_HEADER, array(13, 0)),
        whole("an array of texts beyond the file", Rule.BEYOND_FILE, array(8, 99)),
        whole("an array in an array in an array …", Rule.BAD_HEADER, deep.data(32, 64)));
  }

  private static List<MalformedFile> entries() {
    return List.of(
        whole(
            "a header cut in a tensor",
            Rule.BEYOND_FILE,
            header(1, 0).text("long name").int32(2).int64(1).cut()),
        whole("no name", Rule.NO_NAME, header(1, 0).tensor("", F32, 0, 2).data(32, 8)),
        whole(
            "a name that is not UTF-8",
            Rule.BAD_TEXT,
            header(1, 0).tensor("\u00c3(", F32, 0, 2).data(32, 8)),
        tensor(
            "a name twice",
            Rule.DUPLICATE_NAME,
            "w",
            header(2, 0).tensor("w", F32, 0, 2).tensor("w", F32, 32, 2).data(32, 40)),
        w("five dimensions", Rule.TOO_MANY_DIMENSIONS, F32, 0, 8, 1, 1, 1, 1, 1),
        tensor(
            "2^32 - 1 dimensions",
            Rule.TOO_MANY_DIMENSIONS,
            "w",
            header(1, 0).text("w").int32(-1).data(32, 64)),
        w("an unknown type", Rule.UNKNOWN_TYPE, 99, 0, 8, 2),
        w("a type that was withdrawn", Rule.UNKNOWN_TYPE, 4, 0, 8, 2),
        w("a type that is not read", Rule.UNKNOWN_TYPE, 10, 0, 84, 256),
        w("a negative type", Rule.UNKNOWN_TYPE, -1, 0, 8, 2));
  }

  private static List<MalformedFile> shapes() {
    return List.of(
        w("a negative dimension", Rule.NEGATIVE_DIMENSION, F32, 0, 8, -2),
        w("two negative dimensions", Rule.NEGATIVE_DIMENSION, F32, 0, 8, -1, -2),
        w("a product of 2^64", Rule.OVERFLOWING_SHAPE, F32, 0, 8, 1L << 32, 1L << 32),
        w("a product of 2^64 and 4", Rule.OVERFLOWING_SHAPE, F32, 0, 8, 1L << 62, 4, 1),
        w("2^62 numbers of 4 bytes", Rule.OVERFLOWING_SHAPE, F32, 0, 8, 1L << 62),
        w("more than a GiB", Rule.TOO_LARGE, F32, 0, 8, (1L << 28) + 1),
        w("more than a GiB in fp32", Rule.TOO_LARGE, Q4_K, 0, 144, 1L << 29),
        w("half a block", Rule.BROKEN_BLOCK, Q4_K, 0, 144, 128, 2),
        w("a block for a single number", Rule.BROKEN_BLOCK, Q4_K, 0, 144),
        w("a tensor beyond the file", Rule.BEYOND_FILE, F32, 0, 8, 3),
        w("blocks beyond the file", Rule.BEYOND_FILE, Q4_K, 0, 143, 256));
  }

  private static List<MalformedFile> offsets() {
    return List.of(
        w("an offset of 2^63", Rule.BEYOND_FILE, F32, Long.MIN_VALUE, 8, 2),
        w("an offset beyond the file", Rule.BEYOND_FILE, F32, 1 << 20, 8, 2),
        w("an offset off the alignment", Rule.MISALIGNED, F32, 4, 12, 2),
        w("a hole at the start", Rule.HOLE, F32, 32, 40, 2),
        whole("bytes after the last", Rule.HOLE, header(1, 0).tensor("w", F32, 0, 2).data(32, 33)),
        whole("bytes and no tensor", Rule.HOLE, header(0, 0).data(32, 1)),
        three("a hole between", Rule.HOLE, 32, 96),
        three("an overlap", Rule.OVERLAP, 32, 32),
        three("offsets that go back", Rule.UNSORTED_OFFSETS, 32, 0));
  }

  private static MalformedFile three(String name, Rule rule, long second, long third) {
    return tensor(
        name,
        rule,
        "c",
        header(3, 0)
            .tensor("a", F32, 0, 2)
            .tensor("b", F32, second, 2)
            .tensor("c", F32, third, 2)
            .data(32, 104));
  }

  private static byte[] version(int version) {
    return new GgufBytes().magic("GGUF").int32(version).cut();
  }

  private static byte[] aligned(int alignment) {
    return header(0, 1).key("general.alignment", 4).int32(alignment).data(32, 32);
  }

  private static byte[] array(int kind, long count) {
    return header(0, 1).key("a", 9).int32(kind).int64(count).data(32, 9);
  }

  private static byte[] longKey() {
    byte[] key = header(0, 1).int64(65_536).data(32, 0);
    return Arrays.copyOf(key, 70_000);
  }

  private static MalformedFile w(
      String name, Rule rule, int type, long offset, int zeros, long... dimensions) {
    return tensor(
        name, rule, "w", header(1, 0).tensor("w", type, offset, dimensions).data(32, zeros));
  }

  private static MalformedFile whole(String name, Rule rule, byte[] content) {
    return tensor(name, rule, "", content);
  }

  private static MalformedFile tensor(String name, Rule rule, String tensor, byte[] content) {
    return new MalformedFile(name, rule, tensor, content);
  }
}
