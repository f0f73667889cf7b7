package io.sparing.results;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.Product;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Everything that a plan is made of. Spark's own walks leave out what it does not count as a child:
 * the query that is explained or described, those of a WITH, subqueries in expressions.
 */
final class PlanParts {

  private PlanParts() {}

  /** Returns the plans and expressions in a plan, itself first, however deep, in no order. */
  static List<TreeNode<?>> of(TreeNode<?> plan) {
    return of(plan, node -> true);
  }

  /**
   * Returns the parts as {@link #of(TreeNode)} does.
   *
   * @param into whether to look inside a part
   */
  static List<TreeNode<?>> of(TreeNode<?> plan, Predicate<TreeNode<?>> into) {
    List<TreeNode<?>> found = new ArrayList<>();
    Deque<Object> open = new ArrayDeque<>();
    open.push(plan);
    while (!open.isEmpty()) {
      Object part = open.pop();
      if (part instanceof TreeNode<?> node) {
        found.add(node);
        if (!into.test(node)) {
          continue;
        }
      }
      if (part instanceof Iterable<?> items) {
        CollectionConverters.asJava(items).forEach(item -> push(open, item));
      } else if (part instanceof Product product) {
        CollectionConverters.asJava(product.productIterator())
            .forEachRemaining(item -> push(open, item));
      }
    }
    return found;
  }

  private static void push(Deque<Object> open, Object part) {
    if (part instanceof Product || part instanceof Iterable<?>) {
      open.push(part);
    }
  }
}
