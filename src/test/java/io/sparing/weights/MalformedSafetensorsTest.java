package io.sparing.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedSafetensorsTest {

  private static final String W = "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("files")
  void itIsRefused(MalformedFile file) throws IOException {
    file.check(folder, "bad.safetensors", SafetensorsFile::read);
  }

  @Test
  void thereAreFortyOfThem() {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void tooManyNamesAreAHeaderThatIsTooLarge() throws IOException {
    String keys = "{\"__metadata__\":" + named(200_001, "\"\"") + "}";
    whole("200,001 keys of metadata", Rule.HEADER_TOO_LARGE, file(keys, 0))
        .check(folder, "keys.safetensors", SafetensorsFile::read);
    String tensors = named(200_001, described("I8", "0", "0,0"));
    whole("200,001 tensors", Rule.HEADER_TOO_LARGE, file(tensors, 0))
        .check(folder, "tensors.safetensors", SafetensorsFile::read);
  }

  /** A JSON object of so many equal values. */
  private static String named(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"%d\":%s".formatted(i, value))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static List<MalformedFile> files() {
    return Stream.of(starts(), json(), fields(), shapes(), offsets())
        .flatMap(List::stream)
        .toList();
  }

  private static List<MalformedFile> starts() {
    return List.of(
        whole("an empty file", Rule.BEYOND_FILE, new byte[0]),
        whole("seven bytes", Rule.BEYOND_FILE, new byte[7]),
        whole("a header of no bytes", Rule.WRONG_MAGIC, new byte[8]),
        whole("a header that is a list", Rule.WRONG_MAGIC, file("[]", 0)),
        whole("a header after a space", Rule.WRONG_MAGIC, file(" {}", 0)),
        whole("a zip archive", Rule.PICKLE, bytes("PK\3\4\24\0\0\10\10\0\0\0\0\0")),
        whole("a short zip archive", Rule.PICKLE, bytes("PK\3\4")),
        whole("a pickle", Rule.PICKLE, bytes("\u0080\2}q\0X\1\0\0\0wq\1K\1s.")),
        whole("a pickle of protocol 4", Rule.PICKLE, bytes("\u0080\4\u0095\7\0\0\0\0\0\0\0]")),
        whole("a header longer than the file", Rule.BEYOND_FILE, length(99)),
        whole("a header one byte too long", Rule.BEYOND_FILE, length(3)),
        whole("a header of 100 MB and a byte", Rule.HEADER_TOO_LARGE, length(100_000_001)),
        whole("a header of 2^62 bytes", Rule.HEADER_TOO_LARGE, length(1L << 62)),
        whole("a header of negative length", Rule.HEADER_TOO_LARGE, length(-1)));
  }

  private static List<MalformedFile> json() {
    return List.of(
        whole("broken JSON", Rule.BAD_JSON, file("{\"w\":", 0)),
        whole("single quotes", Rule.BAD_JSON, file("{'w':{}}", 0)),
        whole("a comment", Rule.BAD_JSON, file("{/* no */}", 0)),
        whole("a trailing comma", Rule.BAD_JSON, file("{" + W + ",}", 8)),
        whole("two objects", Rule.BAD_JSON, file("{}{}", 0)),
        whole("zeros as padding", Rule.BAD_JSON, file("{}\0\0", 0)),
        whole("a bad escape", Rule.BAD_JSON, file("{\"\\x\":{}}", 0)),
        whole("text that is not UTF-8", Rule.BAD_TEXT, file("{\"\u00ff\u00fe\":{}}", 0)),
        whole("UTF-8 cut short", Rule.BAD_TEXT, file("{\"\u00e4", 0)),
        whole("no name", Rule.NO_NAME, file("{" + W.replace("w", "") + "}", 8)),
        tensor("a name twice", Rule.DUPLICATE_NAME, "w", file("{" + W + "," + W + "}", 8)),
        tensor(
            "a name twice by an escape",
            Rule.DUPLICATE_NAME,
            "w",
            file("{" + W + "," + W.replace("\"w\"", "\"\\u0077\"") + "}", 8)),
        metadata("metadata as a list", Rule.BAD_HEADER, "[]"),
        metadata("metadata of numbers", Rule.BAD_HEADER, "{\"a\":1}"),
        metadata("metadata of objects", Rule.BAD_HEADER, "{\"a\":{}}"),
        metadata("metadata twice by key", Rule.DUPLICATE_NAME, "{\"a\":\"\",\"a\":\"\"}"));
  }

  private static List<MalformedFile> fields() {
    return List.of(
        w("a tensor that is a number", Rule.BAD_HEADER, "1"),
        w("a tensor that is null", Rule.BAD_HEADER, "null"),
        w("no dtype", Rule.BAD_HEADER, "{\"shape\":[2],\"data_offsets\":[0,8]}"),
        w("no shape", Rule.BAD_HEADER, "{\"dtype\":\"F32\",\"data_offsets\":[0,8]}"),
        w("no offsets", Rule.BAD_HEADER, "{\"dtype\":\"F32\",\"shape\":[2]}"),
        w("a further field", Rule.BAD_HEADER, "{\"stride\":[1]}"),
        w("a field twice", Rule.DUPLICATE_NAME, "{\"dtype\":\"F32\",\"dtype\":\"F32\"}"),
        w("an unknown type", Rule.UNKNOWN_TYPE, "{\"dtype\":\"F64\"}"),
        w("a type in lower case", Rule.UNKNOWN_TYPE, "{\"dtype\":\"f32\"}"),
        w("a type that is a number", Rule.BAD_HEADER, "{\"dtype\":6}"),
        w("a shape that is a number", Rule.BAD_HEADER, "{\"shape\":2}"),
        w("one offset", Rule.BAD_HEADER, described("F32", "2", "8")),
        w("three offsets", Rule.BAD_HEADER, described("F32", "2", "0,8,8")));
  }

  private static List<MalformedFile> shapes() {
    return List.of(
        w("a negative dimension", Rule.NEGATIVE_DIMENSION, described("F32", "-2", "0,8")),
        w("two negative ones", Rule.NEGATIVE_DIMENSION, described("F32", "-1,-2", "0,8")),
        w("a fraction", Rule.BAD_HEADER, described("F32", "2.0", "0,8")),
        w("an exponent", Rule.BAD_HEADER, described("F32", "2e0", "0,8")),
        w("a quoted number", Rule.BAD_HEADER, described("F32", "\"2\"", "0,8")),
        w(
            "more than a long",
            Rule.OVERFLOWING_SHAPE,
            described("F32", "9223372036854775808", "0,8")),
        w(
            "a product of 2^64",
            Rule.OVERFLOWING_SHAPE,
            described("F32", "4294967296,4294967296", "0,8")),
        w(
            "a product of 2^64 and 2",
            Rule.OVERFLOWING_SHAPE,
            described("I8", "9223372036854775807,2", "0,8")),
        w(
            "2^62 numbers of 4 bytes",
            Rule.OVERFLOWING_SHAPE,
            described("F32", "4611686018427387904", "0,8")),
        w(
            "17 dimensions",
            Rule.TOO_MANY_DIMENSIONS,
            described("F32", "1,".repeat(16) + "1", "0,4")),
        w(
            "17 dimensions, and then no number",
            Rule.TOO_MANY_DIMENSIONS,
            described("F32", "1,".repeat(17) + "\"none\"", "0,4")),
        w("more than a GiB", Rule.TOO_LARGE, described("I8", "1073741825", "0,1073741825")),
        w("fewer bytes than the shape", Rule.WRONG_BYTE_COUNT, described("F32", "3", "0,8")),
        w("more bytes than the shape", Rule.WRONG_BYTE_COUNT, described("F16", "2", "0,8")),
        w("bytes of an empty tensor", Rule.WRONG_BYTE_COUNT, described("F32", "0,7", "0,8")));
  }

  private static List<MalformedFile> offsets() {
    return List.of(
        w("an offset below zero", Rule.BAD_HEADER, described("F32", "2", "-8,0")),
        w(
            "an offset beyond a long",
            Rule.OVERFLOWING_SHAPE,
            described("F32", "2", "0,9999999999999999999")),
        w("offsets reversed", Rule.REVERSED_OFFSETS, described("F32", "2", "8,0")),
        w("an end beyond the file", Rule.BEYOND_FILE, described("F32", "3", "0,12")),
        w(
            "an end far beyond the file",
            Rule.BEYOND_FILE,
            described("F32", "2", "9223372036854775799,9223372036854775807")),
        w("a hole at the start", Rule.HOLE, described("I8", "4", "4,8")),
        whole("bytes after the last", Rule.HOLE, file("{" + W + "}", 9)),
        whole("bytes and no tensor", Rule.HOLE, file("{}", 1)),
        pair("a hole between", Rule.HOLE, "0,4", "8,12"),
        pair("an overlap", Rule.OVERLAP, "0,4", "0,4"),
        pair("an overlap by a part", Rule.OVERLAP, "0,8", "4,8"),
        tensor(
            "numbers off their alignment",
            Rule.MISALIGNED,
            "b",
            file(
                "{\"a\":"
                    + described("I8", "1", "0,1")
                    + ",\"b\":"
                    + described("F32", "1", "1,5")
                    + "}",
                5)));
  }

  private static MalformedFile pair(String name, Rule rule, String a, String b) {
    String count = a.equals("0,8") ? "2" : "1";
    String json =
        "{\"b\":" + described("F32", "1", b) + ",\"a\":" + described("F32", count, a) + "}";
    return tensor(name, rule, a.equals(b) ? "a" : "b", file(json, 12));
  }

  private static String described(String type, String shape, String offsets) {
    return "{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
        .formatted(type, shape, offsets);
  }

  private static MalformedFile w(String name, Rule rule, String json) {
    return tensor(name, rule, "w", file("{\"w\":" + json + "}", 8));
  }

  private static MalformedFile metadata(String name, Rule rule, String json) {
    return tensor(name, rule, "__metadata__", file("{\"__metadata__\":" + json + "}", 0));
  }

  private static MalformedFile whole(String name, Rule rule, byte[] content) {
    return tensor(name, rule, "", content);
  }

  private static MalformedFile tensor(String name, Rule rule, String tensor, byte[] content) {
    return new MalformedFile(name, rule, tensor, content);
  }

  /** A header of that length, of which two bytes are there. */
  private static byte[] length(long length) {
    byte[] content = file("{}", 0);
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    return content;
  }

  /** A header, one byte a character, and zeros after it. */
  static byte[] file(String header, int zeros) {
    byte[] text = bytes(header);
    byte[] content = Arrays.copyOf(new byte[8], 8 + text.length + zeros);
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text);
    return content;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
