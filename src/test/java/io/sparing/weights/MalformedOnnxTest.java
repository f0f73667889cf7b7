package io.sparing.weights;

import static io.sparing.weights.OnnxBytes.external;
import static io.sparing.weights.OnnxBytes.file;
import static io.sparing.weights.OnnxBytes.graph;
import static io.sparing.weights.OnnxBytes.node;
import static io.sparing.weights.OnnxBytes.typed;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedOnnxTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("files")
  void itIsRefused(MalformedFile file) throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.write(folder.resolve("secret.bin"), new byte[8]);
    Files.write(model.resolve("eight.bin"), new byte[8]);
    Files.createDirectories(model.resolve("sub"));
    Files.createSymbolicLink(model.resolve("link.bin"), folder.resolve("secret.bin"));
    Files.createSymbolicLink(model.resolve("up"), folder);
    file.check(model, "bad.onnx", OnnxFile::read);
  }

  @Test
  void thereAreFortyOfThem() {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void emptyNodesThatWouldBecomeObjectsAreTooLargeAHeader() throws IOException {
    whole("2,000,000 empty nodes", Rule.HEADER_TOO_LARGE, graphOf(2_000_000, "\n\0"))
        .check(folder, "nodes.onnx", OnnxFile::read);
    whole("2,000,000 empty initializers", Rule.HEADER_TOO_LARGE, graphOf(2_000_000, "*\0"))
        .check(folder, "initializers.onnx", OnnxFile::read);
    whole("666,667 nodes of 2 attributes", Rule.HEADER_TOO_LARGE, graphOf(666_667, "\n\4*\0*\0"))
        .check(folder, "attributes.onnx", OnnxFile::read);
  }

  /** A model of nothing but a graph of these bytes again and again. */
  private static byte[] graphOf(int count, String field) {
    return bytes(field(7, field.repeat(count)));
  }

  /** A model whose graph has a node that has an attribute that has a graph, and so on. */
  private static byte[] nested(int graphs) {
    String graph = "";
    for (int i = 0; i < graphs; i++) {
      graph = field(1, field(5, field(6, graph)));
    }
    return bytes(field(7, graph));
  }

  /** A message's field that has a length. */
  private static String field(int number, String content) {
    StringBuilder field = new StringBuilder().append((char) ((number << 3) | 2));
    int rest = content.length();
    for (; rest > 127; rest >>>= 7) {
      field.append((char) ((rest & 127) | 128));
    }
    return field.append((char) rest).append(content).toString();
  }

  static List<MalformedFile> files() {
    return Stream.of(messages(), tensors(), counts(), graphs(), places(), externalBytes())
        .flatMap(List::stream)
        .toList();
  }

  private static List<MalformedFile> messages() {
    byte[] good = file(OnnxBytes.tensor("w", 8, 2));
    return List.of(
        whole("an empty file", Rule.BAD_HEADER, new byte[0]),
        whole("a model without a graph", Rule.BAD_HEADER, new byte[] {8, 8}),
        whole("a zip archive", Rule.PICKLE, bytes("PK\3\4\24\0\0\0")),
        whole("a pickle", Rule.PICKLE, bytes("\u0080\2}q\0.")),
        whole("a message cut short", Rule.BAD_PROTOBUF, Arrays.copyOf(good, good.length - 1)),
        whole("a graph longer than the file", Rule.BAD_PROTOBUF, bytes(":\u00ff\1\0")),
        whole(
            "a graph of negative length",
            Rule.BAD_PROTOBUF,
            bytes(":\u00ff\u00ff\u00ff\u00ff\u000f")),
        whole("a varint without end", Rule.BAD_PROTOBUF, bytes("\10" + "\u00ff".repeat(11))),
        whole("field number zero", Rule.BAD_PROTOBUF, bytes("\0\0")),
        whole("a wire type of 7", Rule.BAD_PROTOBUF, bytes("\17\0")),
        whole("a group that only ends", Rule.BAD_PROTOBUF, bytes("\14")),
        whole("a group that only begins", Rule.BAD_PROTOBUF, bytes("\13")),
        whole("messages nested too deeply", Rule.BAD_PROTOBUF, nested(3000)),
        whole("groups nested 10,000 deep", Rule.BAD_PROTOBUF, bytes("\13".repeat(10_000))),
        whole("text", Rule.BAD_PROTOBUF, bytes("<html>not found</html>")));
  }

  private static List<MalformedFile> tensors() {
    OnnxMl.TensorProto.Builder bad = OnnxBytes.tensor("", 8, 2);
    bad.setNameBytes(ByteString.copyFrom(bytes("\u00ff\u00fe")));
    return List.of(
        whole("no name", Rule.NO_NAME, file(OnnxBytes.tensor("", 8, 2))),
        whole("a name that is not UTF-8", Rule.BAD_TEXT, file(bad)),
        w(
            "a name twice",
            Rule.DUPLICATE_NAME,
            file(OnnxBytes.tensor("w", 8, 2), OnnxBytes.tensor("w", 8, 2))),
        w("a type of 0", Rule.UNKNOWN_TYPE, file(typed("w", 0, 8, 2))),
        w("a type of 24", Rule.UNKNOWN_TYPE, file(typed("w", 24, 8, 2))),
        w("a negative type", Rule.UNKNOWN_TYPE, file(typed("w", -1, 8, 2))),
        w(
            "a segment",
            Rule.BAD_HEADER,
            file(
                OnnxBytes.tensor("w", 8, 2)
                    .setSegment(OnnxMl.TensorProto.Segment.newBuilder().setEnd(1)))),
        w("a negative dimension", Rule.NEGATIVE_DIMENSION, file(OnnxBytes.tensor("w", 8, -2))),
        w(
            "two negative dimensions",
            Rule.NEGATIVE_DIMENSION,
            file(OnnxBytes.tensor("w", 8, -1, -2))),
        w(
            "a product of 2^64",
            Rule.OVERFLOWING_SHAPE,
            file(OnnxBytes.tensor("w", 8, 1L << 32, 1L << 32))),
        w(
            "2^62 numbers of 4 bytes",
            Rule.OVERFLOWING_SHAPE,
            file(OnnxBytes.tensor("w", 8, 1L << 62))),
        w(
            "an overflow in a type left out",
            Rule.OVERFLOWING_SHAPE,
            file(typed("w", 7, 8, 1L << 61))),
        w("17 dimensions", Rule.TOO_MANY_DIMENSIONS, file(OnnxBytes.tensor("w", 4, new long[17]))),
        w("more than a GiB", Rule.TOO_LARGE, file(OnnxBytes.tensor("w", 8, (1L << 28) + 1))));
  }

  private static List<MalformedFile> counts() {
    return List.of(
        w("fewer bytes than the shape", Rule.WRONG_BYTE_COUNT, file(OnnxBytes.tensor("w", 8, 3))),
        w("more bytes than the shape", Rule.WRONG_BYTE_COUNT, file(OnnxBytes.tensor("w", 12, 2))),
        w("no bytes", Rule.WRONG_BYTE_COUNT, file(OnnxBytes.tensor("w", 0, 2))),
        w("bytes of an empty tensor", Rule.WRONG_BYTE_COUNT, file(OnnxBytes.tensor("w", 4, 0))),
        w("a text with raw bytes", Rule.WRONG_BYTE_COUNT, file(typed("w", 8, 9, 2))),
        w("too few 64-bit numbers", Rule.WRONG_BYTE_COUNT, file(typed("w", 7, 8, 2))),
        w("too few halves of bytes", Rule.WRONG_BYTE_COUNT, file(typed("w", 22, 1, 3))),
        w(
            "too few listed floats",
            Rule.WRONG_BYTE_COUNT,
            file(OnnxBytes.tensor("w", 0, 2).addFloatData(1))));
  }

  private static List<MalformedFile> graphs() {
    OnnxMl.GraphProto.Builder cube =
        graph(OnnxBytes.tensor("a.bias", 8, 2), OnnxBytes.tensor("m", 8, 1, 2, 1))
            .addNode(node("MatMul", 2, 1, "x", "m", "y"))
            .addNode(node("Add", 2, 1, "a.bias", "y", "z"));
    return List.of(
        whole(
            "a MatMul of one input",
            Rule.BAD_GRAPH,
            file(graph().addNode(node("MatMul", 1, 1, "x", "y")))),
        whole(
            "a MatMul of no output",
            Rule.BAD_GRAPH,
            file(graph().addNode(node("MatMul", 2, 0, "x", "w")))),
        whole("an Add of no input", Rule.BAD_GRAPH, file(graph().addNode(node("Add", 0, 1, "y")))),
        whole(
            "an Add of one input",
            Rule.BAD_GRAPH,
            file(graph().addNode(node("Add", 1, 1, "x", "y")))),
        tensor("a linear weight of 3 dimensions", Rule.BAD_GRAPH, "a.weight", file(cube)),
        tensor(
            "an empty linear weight of 2^40 columns",
            Rule.LONG_DIMENSION,
            "a.weight",
            file(OnnxBytes.emptyLinear(0, 1L << 40))),
        tensor(
            "an empty linear weight of 2^31 rows",
            Rule.LONG_DIMENSION,
            "a.weight",
            file(OnnxBytes.emptyLinear(1L << 31, 0))));
  }

  private static List<MalformedFile> places() {
    return Stream.of(
            "../secret.bin",
            "sub/../../secret.bin",
            "sub/../eight.bin",
            "..",
            "/etc/hostname",
            "..\\secret.bin",
            "link.bin",
            "up/secret.bin",
            "missing.bin",
            "sub",
            "",
            "eight.bin\0")
        .map(
            place ->
                w(
                    "external data at \"%s\"".formatted(place.replace('\0', '0')),
                    Rule.OUTSIDE_FOLDER,
                    file(external("location", place))))
        .toList();
  }

  private static List<MalformedFile> externalBytes() {
    return List.of(
        w("no location", Rule.OUTSIDE_FOLDER, file(external("offset", "0"))),
        w(
            "two locations",
            Rule.DUPLICATE_NAME,
            file(external("location", "eight.bin", "location", "eight.bin"))),
        w("an offset beyond the data", Rule.BEYOND_FILE, at("9", "8")),
        w("a length beyond the data", Rule.BEYOND_FILE, at("4", "8")),
        w("a length far beyond", Rule.BEYOND_FILE, at("8", "999999999999999999")),
        w("a negative offset", Rule.BAD_HEADER, at("-8", "8")),
        w("an offset beyond a long", Rule.BAD_HEADER, at("99999999999999999999", "8")),
        w("a length that is no number", Rule.BAD_HEADER, at("0", "0x8")),
        w("a length that is not the shape's", Rule.WRONG_BYTE_COUNT, at("0", "4")),
        w(
            "numbers inside and outside",
            Rule.BAD_HEADER,
            file(external("location", "eight.bin").addFloatData(1))));
  }

  private static byte[] at(String offset, String length) {
    return file(external("location", "eight.bin", "offset", offset, "length", length));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static MalformedFile w(String name, Rule rule, byte[] content) {
    return tensor(name, rule, "w", content);
  }

  private static MalformedFile whole(String name, Rule rule, byte[] content) {
    return tensor(name, rule, "", content);
  }

  private static MalformedFile tensor(String name, Rule rule, String tensor, byte[] content) {
    return new MalformedFile(name, rule, tensor, content);
  }
}
