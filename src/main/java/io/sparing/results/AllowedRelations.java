package io.sparing.results;

import io.sparing.text.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedView;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The tables that a statement may name: the views of the results, what it defines itself in a WITH,
 * and where files are allowed {@code FORMAT.`PATH`}.
 *
 * @param files whether files may be read
 * @param defined names from the statement's WITH, in small letters
 */
record AllowedRelations(boolean files, Set<String> defined) {

  private static final List<String> FORMATS =
      List.of("parquet", "csv", "json", "text", "orc", "binaryfile");

  AllowedRelations {
    defined = Set.copyOf(defined);
  }

  /** Returns what the statement of these parts may name. */
  static AllowedRelations of(List<TreeNode<?>> parts, boolean files) {
    Set<String> defined = new HashSet<>();
    for (TreeNode<?> part : parts) {
      if (part instanceof UnresolvedWith with) {
        CollectionConverters.asJava(with.cteRelations())
            .forEach(table -> defined.add(table._1().toLowerCase(Locale.ROOT)));
      }
    }
    return new AllowedRelations(files, defined);
  }

  /** Returns whether a view of the results has that name. */
  static boolean view(String name) {
    return ResultsStore.TABLES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Returns the names of the views, as messages list them. */
  static String known() {
    return String.join(", ", ResultsStore.TABLES);
  }

  /**
   * Refuses a part that names another table.
   *
   * @throws IllegalArgumentException if it does; the message says what is known
   */
  void check(TreeNode<?> part) {
    if (part instanceof UnresolvedRelation relation) {
      check(relation.multipartIdentifier());
    } else if (part instanceof UnresolvedTableOrView table) {
      check(table.multipartIdentifier());
    } else if (part instanceof UnresolvedTable table) {
      check(table.multipartIdentifier());
    } else if (part instanceof UnresolvedView table) {
      check(table.multipartIdentifier());
    }
  }

  private void check(Seq<String> identifier) {
    List<String> name = CollectionConverters.asJava(identifier);
    if (name.size() == 1) {
      String only = name.get(0);
      if (!view(only) && !defined.contains(only.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "Unknown table: `%s`; known: %s".formatted(Printable.of(only), known()));
      }
    } else if (!FORMATS.contains(name.get(0).toLowerCase(Locale.ROOT)) || name.size() > 2) {
      throw new IllegalArgumentException(
          "Unknown table: %s; known: %s"
              .formatted(Printable.of("`" + String.join("`.`", name) + "`"), known()));
    } else if (!files) {
      throw new IllegalArgumentException(
          "Invalid query: it reads %s, which is not of the results; to read files, add --allow-files"
              .formatted(Printable.of("%s.`%s`".formatted(name.get(0), name.get(1)))));
    }
  }
}
