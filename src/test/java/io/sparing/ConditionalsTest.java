package io.sparing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No conditional expression has another one in it: {@code a ? b : c ? d : e} is hard to read. */
class ConditionalsTest {

  @Test
  void noConditionalExpressionIsNested() throws IOException {
    assertThat(nested(sources(Path.of("src")))).isEmpty();
  }

  @Test
  void aNestedOneIsFound(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("Nested.java");
    Files.writeString(
        file,
        """
        class Nested {
          int direct(boolean a) { return a ? 1 : a ? 2 : 3; }
          int inside(boolean a) { return a ? 1 : Math.abs(a ? 2 : 3); }
          int beside(boolean a) { return (a ? 1 : 2) + (a ? 3 : 4); }
        }
        """);
    assertThat(nested(List.of(file))).containsExactly(file + ":2", file + ":3");
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** Returns where conditional expressions within others begin, as {@code FILE:LINE}. */
  private static List<String> nested(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> objects = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, objects);
      List<String> found = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        new Finder(Trees.instance(task), found).scan(unit, null);
      }
      return found;
    }
  }

  private static final class Finder extends TreePathScanner<Void, Void> {
    private final Trees trees;
    private final List<String> found;

    Finder(Trees trees, List<String> found) {
      this.trees = trees;
      this.found = found;
    }

    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree tree, Void none) {
      if (within(getCurrentPath().getParentPath())) {
        CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
        long start = trees.getSourcePositions().getStartPosition(unit, tree);
        found.add(unit.getSourceFile().getName() + ":" + unit.getLineMap().getLineNumber(start));
      }
      return super.visitConditionalExpression(tree, null);
    }

    /** Returns whether an expression is part of a conditional one, lambdas aside. */
    private static boolean within(TreePath path) {
      for (Tree tree : path) {
        if (tree instanceof ConditionalExpressionTree) {
          return true;
        }
        if (tree instanceof StatementTree || tree instanceof LambdaExpressionTree) {
          return false;
        }
      }
      return false;
    }
  }
}
