package io.sparing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sparing.results.PublishedTrials;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows of the design: who may depend on whom. */
class ArchitectureTest {

  private static final List<String> ROOMS =
      List.of(
          "text",
          "storage",
          "sources",
          "script",
          "weights",
          "data",
          "model",
          "adapt",
          "quant",
          "train",
          "measure",
          "company",
          "task",
          "export",
          "trial",
          "nvml",
          "meter",
          "process",
          "money",
          "budget",
          "plan",
          "run",
          "worker",
          "admission",
          "needs",
          "sweep",
          "ledger",
          "watch",
          "track",
          "spark",
          "results",
          "selector",
          "recommend",
          "look",
          "cli");

  /** The rooms that every room may use. */
  private static final List<String> EVERYWHERE = List.of("text", "storage");

  /** For each room, the further rooms it may use. Those that are not listed may use all. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("text", List.of()),
          Map.entry("storage", List.of()),
          Map.entry("sources", List.of()),
          Map.entry("script", List.of()),
          Map.entry("data", List.of("sources")),
          Map.entry("measure", List.of()),
          Map.entry("company", List.of()),
          Map.entry("weights", List.of("script")),
          Map.entry("model", List.of("script", "sources", "weights")),
          Map.entry("adapt", List.of("model", "script", "quant")),
          Map.entry("quant", List.of("script")),
          Map.entry("train", List.of("script", "data")),
          Map.entry("task", List.of("data", "script", "train", "measure")),
          Map.entry("export", List.of("script", "model")),
          Map.entry(
              "trial",
              List.of("task", "sources", "data", "model", "adapt", "quant", "train", "measure")),
          Map.entry("nvml", List.of()),
          Map.entry("money", List.of("trial")),
          Map.entry("budget", List.of("trial", "measure", "money")),
          Map.entry("meter", List.of("nvml", "script", "trial", "measure", "money")),
          Map.entry("process", List.of("nvml", "script", "trial")),
          Map.entry("plan", List.of("trial", "task", "sources", "data", "model", "adapt", "quant")),
          Map.entry(
              "run",
              List.of(
                  "plan", "trial", "process", "meter", "nvml", "company", "task", "sources",
                  "script", "weights", "data", "model", "adapt", "quant", "train", "measure",
                  "export")),
          Map.entry("admission", List.of()),
          Map.entry("worker", List.of("run", "process", "trial", "measure")),
          Map.entry(
              "needs", List.of("plan", "trial", "measure", "adapt", "model", "quant", "train")),
          Map.entry(
              "sweep",
              List.of("budget", "needs", "plan", "trial", "measure", "adapt", "model", "train")),
          Map.entry("ledger", List.of("budget", "trial")),
          Map.entry("watch", List.of("trial", "measure")),
          Map.entry("track", List.of("watch", "trial", "measure")),
          Map.entry(
              "spark",
              List.of(
                  "admission",
                  "budget",
                  "ledger",
                  "watch",
                  "sweep",
                  "plan",
                  "worker",
                  "results",
                  "trial",
                  "measure")),
          Map.entry("results", List.of("trial", "measure", "adapt", "train")),
          Map.entry("selector", List.of("needs", "trial", "measure", "train")),
          Map.entry("recommend", List.of("selector", "needs", "trial")),
          Map.entry("look", List.of("worker", "trial", "data", "model", "adapt", "measure")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sparing");

  @ParameterizedTest
  @MethodSource("limitedRooms")
  void aRoomUsesOnlyTheRoomsBelowIt(String room) {
    String[] forbidden =
        ROOMS.stream()
            .filter(other -> !other.equals(room) && !mayUse(room).contains(other))
            .map(ArchitectureTest::packages)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(packages(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void sparkStaysInItsRooms() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("spark"), packages("results"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(CLASSES);
  }

  @Test
  void valuesAndAdviceNeedNoDjl() {
    noClasses()
        .that()
        .resideInAnyPackage(packages("recommend"), packages("selector"), packages("trial"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /** Learning runs on a class path without Spark. */
  @Test
  void trialsToLearnFromAreReadWithoutSpark() {
    noClasses()
        .that()
        .haveFullyQualifiedName(PublishedTrials.class.getName())
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(CLASSES);
  }

  private static List<String> mayUse(String room) {
    return Stream.of(EVERYWHERE, MAY_USE.get(room)).flatMap(List::stream).toList();
  }

  private static Stream<String> limitedRooms() {
    return MAY_USE.keySet().stream().sorted();
  }

  private static String packages(String room) {
    return "io.sparing." + room + "..";
  }
}
