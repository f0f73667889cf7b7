package io.sparing.results;

import io.sparing.text.Printable;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNode;

/**
 * Refuses a statement that would write a file, make a table, change a setting, call Java or read
 * what is not of the results, before anything of it is run.
 */
final class ReadOnly {

  static final String EXPECTED =
      "expected one statement that only reads: SELECT, WITH, DESCRIBE, SHOW or EXPLAIN";

  private static final Set<String> FIRST =
      Set.of("SELECT", "WITH", "DESCRIBE", "DESC", "SHOW", "EXPLAIN");

  private ReadOnly() {}

  /**
   * Refuses what does not begin as one reading statement does.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void checkWords(String sql) {
    QueryWords words = QueryWords.of(sql);
    if (words.first().isEmpty()) {
      throw new IllegalArgumentException("Invalid query: it is empty; " + EXPECTED);
    }
    if (!FIRST.contains(words.first())) {
      throw new IllegalArgumentException(
          "Invalid query: it begins with %s; %s".formatted(Printable.of(words.first()), EXPECTED));
    }
    if (words.several()) {
      throw new IllegalArgumentException(
          "Invalid query: it has several statements; ask them one at a time");
    }
  }

  /**
   * Refuses a parsed statement that does more than read.
   *
   * @param files whether files may be read that are not of the results
   * @throws IllegalArgumentException if it does
   */
  static void checkParsed(LogicalPlan parsed, boolean files) {
    List<TreeNode<?>> parts = PlanParts.of(parsed);
    AllowedRelations relations = AllowedRelations.of(parts, files);
    for (TreeNode<?> part : parts) {
      AllowedParts.check(part, part == parsed);
      relations.check(part);
    }
  }
}
