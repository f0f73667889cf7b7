package io.sparing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Copies of registries with one line more, compiled together with what these lines name. Their
 * classes stand before those of the project in a class path, which is then a Sparing that knows
 * more.
 *
 * @param folder of the copies and their classes
 */
record AddedThings(Path folder) {

  private static final Path SOURCES = Path.of("src/main/java/io/sparing");
  private static final Path ADDED = Path.of("src/test/resources/io/sparing/promise");

  /**
   * Copies a registry with one line more.
   *
   * @param file of the registry, below the rooms
   * @param before an entry of it, which the new one follows
   * @param line the new entry
   */
  AddedThings register(String file, String before, String line) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    assertThat(source.split(Pattern.quote(before), -1)).as(file).hasSize(2);
    write(file, source.replace(before, before + "\n" + line + "\n"));
    return this;
  }

  /** Adds a class of {@code src/test/resources/io/sparing/promise}. */
  AddedThings add(String file) throws IOException {
    write(file, Files.readString(ADDED.resolve(file)));
    return this;
  }

  /**
   * Adds a class that is the project's own under another name.
   *
   * @param file of the project's class, below the rooms
   * @param added the file of the new one
   * @param name what the project's class calls itself; empty where its registry line says that
   * @param addedName the same of the new one
   */
  AddedThings addLike(String file, String added, String name, String addedName) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    String type = Path.of(file).getFileName().toString().replace(".java", "");
    String addedType = Path.of(added).getFileName().toString().replace(".java", "");
    write(added, source.replace(type, addedType).replace('"' + name + '"', '"' + addedName + '"'));
    return this;
  }

  /** Adds a resource on the class path. */
  AddedThings addResource(String path, String content) throws IOException {
    Path file = classes().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  private void write(String file, String source) throws IOException {
    Path copy = folder.resolve("sources").resolve(file);
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, source);
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  /** Compiles what was added, and nothing else, and returns the class path with it in front. */
  String compile() throws IOException {
    Files.createDirectories(classes());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (Stream<Path> copies = Files.walk(folder.resolve("sources"));
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = copies.filter(Files::isRegularFile).toList();
      List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "--release", "17"));
      options.addAll(List.of("-cp", projectClassPath(), "-d", classes().toString()));
      boolean compiled =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
    return classes() + File.pathSeparator + projectClassPath();
  }

  private static String projectClassPath() {
    return System.getProperty("java.class.path");
  }
}
