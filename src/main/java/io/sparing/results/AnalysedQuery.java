package io.sparing.results;

import java.util.Set;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.catalyst.trees.TreeNode;

/**
 * Looks a second time at a query, now at what Spark made of it: whatever names and functions turned
 * out to be, the rows come from the results, and only Spark's own code is called.
 */
final class AnalysedQuery {

  /** The plans from which rows may come. */
  private static final Set<String> ROWS =
      Set.of(
          "CTERelationRef",
          "LocalRelation",
          "OneRowRelation",
          "OneRowRelation$",
          "Range",
          "ResolvedInlineTable",
          "UnionLoopRef");

  private static final String FILES = "LogicalRelation";

  private static final Set<String> CALLS =
      Set.of("CallMethodViaReflection", "PythonUDAF", "PythonUDF", "PythonUDTF", "ScalaUDF");

  private AnalysedQuery() {}

  /**
   * Refuses a query that reads elsewhere or calls something.
   *
   * @param files whether files may be read
   * @throws IllegalArgumentException if it does
   */
  static void check(LogicalPlan analysed, boolean files) {
    for (TreeNode<?> part : PlanParts.of(analysed, node -> !ofResults(node))) {
      String name = part.getClass().getSimpleName();
      if (CALLS.contains(name)) {
        throw new IllegalArgumentException(
            "Invalid query: it calls what is not Spark's (%s); leave it out".formatted(name));
      }
      if (part instanceof LogicalPlan plan
          && plan.children().isEmpty()
          && !ROWS.contains(name)
          && !(files && name.equals(FILES))) {
        throw new IllegalArgumentException(
            "Invalid query: it reads what is not of the results (%s); known: %s"
                .formatted(name, AllowedRelations.known()));
      }
    }
  }

  private static boolean ofResults(TreeNode<?> part) {
    return part instanceof View view
        && view.isTempView()
        && AllowedRelations.view(view.desc().identifier().table());
  }
}
