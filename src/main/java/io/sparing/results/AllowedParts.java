package io.sparing.results;

import io.sparing.text.Printable;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.collection.Seq;

/**
 * Says what a parsed statement may be made of. Plans that are allowed are listed, so that a kind of
 * statement that a later Spark brings is refused. Of Spark's functions those are listed that are
 * refused, because they reach beyond their arguments.
 */
final class AllowedParts {

  /** The parts of a parsed query. */
  private static final Set<String> PLANS =
      Set.of(
          "Aggregate",
          "AsOfJoin",
          "DataFrameDropColumns",
          "Distinct",
          "Except",
          "Filter",
          "Generate",
          "GlobalLimit",
          "Intersect",
          "Join",
          "LateralJoin",
          "LocalLimit",
          "LocalRelation",
          "Offset",
          "OneRowRelation",
          "PipeOperator",
          "Pivot",
          "Project",
          "RepartitionByExpression",
          "ResolvedInlineTable",
          "Sample",
          "Sort",
          "SubqueryAlias",
          "Union",
          "Unpivot",
          "UnresolvedHaving",
          "UnresolvedHint",
          "UnresolvedInlineTable",
          "UnresolvedRelation",
          "UnresolvedSubqueryColumnAliases",
          "UnresolvedTVFAliases",
          "UnresolvedTableValuedFunction",
          "UnresolvedWith",
          "WithWindowDefinition");

  /** The parts by which DESCRIBE and SHOW name things. */
  private static final Set<String> NAMES =
      Set.of(
          "CurrentNamespace",
          "ResolvedNamespace",
          "UnresolvedFunctionName",
          "UnresolvedNamespace",
          "UnresolvedTable",
          "UnresolvedTableOrView",
          "UnresolvedView");

  /**
   * Functions that call Java, load code, or read what their arguments name: of the XML ones a
   * schema or an entity may be a file.
   */
  private static final Set<String> REACHING =
      Set.of(
          "from_avro",
          "from_protobuf",
          "from_xml",
          "java_method",
          "python_worker_logs",
          "reflect",
          "schema_of_avro",
          "schema_of_xml",
          "to_avro",
          "to_protobuf",
          "try_reflect",
          "xpath",
          "xpath_boolean",
          "xpath_double",
          "xpath_float",
          "xpath_int",
          "xpath_long",
          "xpath_number",
          "xpath_short",
          "xpath_string");

  private AllowedParts() {}

  /**
   * Refuses a part of a statement.
   *
   * @param statement whether it is the whole statement
   * @throws IllegalArgumentException if it may not be there; the message says what to do
   */
  static void check(TreeNode<?> part, boolean statement) {
    if (part instanceof UnresolvedFunction function) {
      checkFunction(function.nameParts());
    } else if (part instanceof UnresolvedTableValuedFunction function) {
      checkFunction(function.name());
    } else if (part.getClass().getSimpleName().endsWith("WithUnresolvedIdentifier")) {
      throw new IllegalArgumentException(
          "Invalid query: IDENTIFIER(…) hides a name; write the name itself");
    }
    if (part instanceof LogicalPlan && !(statement ? statement(part) : plan(part))) {
      throw new IllegalArgumentException("Invalid query: " + wrong(part));
    }
  }

  private static boolean statement(TreeNode<?> part) {
    String name = name(part);
    return plan(part)
        || name.startsWith("Describe")
        || name.startsWith("Show")
        || name.equals("ExplainCommand");
  }

  private static boolean plan(TreeNode<?> part) {
    return PLANS.contains(name(part)) || NAMES.contains(name(part));
  }

  private static String name(TreeNode<?> part) {
    String name = part.getClass().getSimpleName();
    return name.endsWith("$") ? name.substring(0, name.length() - 1) : name;
  }

  private static void checkFunction(Seq<String> name) {
    if (REACHING.contains(name.last().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "Invalid query: the function %s reaches beyond the results; leave it out"
              .formatted(Printable.of(name.last())));
    }
  }

  private static String wrong(TreeNode<?> part) {
    if (part instanceof ScriptTransformation) {
      return "it runs a script (TRANSFORM … USING); compute with SQL functions instead";
    }
    if (part instanceof Command
        || part instanceof ParsedStatement
        || part instanceof InsertIntoDir) {
      return "it writes or changes something (%s); %s".formatted(name(part), ReadOnly.EXPECTED);
    }
    return "it has a part that is not known to read only (%s); %s"
        .formatted(name(part), ReadOnly.EXPECTED);
  }
}
