package io.sparing.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the {@code files} of a manifest. */
final class DataFileParser {

  private static final List<String> KEYS =
      List.of(
          "path",
          "sha256",
          "bytes",
          "address",
          "member",
          "split",
          "format",
          "header",
          "columns",
          "labels",
          "entities");
  private static final List<String> COLUMNS = List.of("text", "pair", "label");

  private DataFileParser() {}

  /**
   * Parses them.
   *
   * @param labels of the manifest
   */
  static List<DataFile> parse(ManifestNode manifest, List<String> labels) {
    return manifest.maps("files", KEYS).stream().map(node -> file(node, labels)).toList();
  }

  private static DataFile file(ManifestNode node, List<String> labels) {
    FileFormat format =
        FileFormat.find(node.text("format"))
            .orElseThrow(
                () ->
                    node.unknown(
                        "format",
                        Arrays.stream(FileFormat.values()).map(FileFormat::text).toList()));
    return new DataFile(
        node.text("path"),
        node.text("sha256"),
        node.whole("bytes"),
        node.text("address", ""),
        node.text("member", ""),
        Split.find(node.text("split"))
            .orElseThrow(
                () ->
                    node.unknown("split", Arrays.stream(Split.values()).map(Split::text).toList())),
        format,
        format == FileFormat.SQUAD && labels.isEmpty() ? null : columns(node),
        labels(node, labels),
        node.truth("entities", false));
  }

  private static Columns columns(ManifestNode node) {
    ManifestNode columns = node.map("columns", COLUMNS);
    return new Columns(
        node.truth("header", true),
        columns.text("text"),
        columns.text("pair", ""),
        columns.text("label"),
        "");
  }

  /**
   * Returns the manifest's label for each label as it is written; they are the same where the file
   * says nothing.
   */
  private static Map<String, String> labels(ManifestNode node, List<String> labels) {
    if (!node.has("labels")) {
      return labels.stream().collect(Collectors.toMap(Function.identity(), Function.identity()));
    }
    Map<String, String> written = node.texts("labels");
    if (!labels.containsAll(written.values())) {
      throw node.unknown("labels", labels);
    }
    return written;
  }
}
