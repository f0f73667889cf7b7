package io.sparing.results;

import io.sparing.trial.Provenance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The columns of the {@code trials} table that say where its numbers come from. */
final class ProvenanceColumns {

  /** The columns in table order. */
  static final List<Column<Provenance>> COLUMNS =
      List.of(
          text("code_version", "version of Sparing", Provenance::codeVersion),
          text("jvm", "vendor and version of the Java runtime", Provenance::jvm),
          text("djl", "version of DJL", Provenance::djl),
          text("pytorch", "version of libtorch", Provenance::pytorch),
          text("hardware", "processor and cores; on a GPU its name", Provenance::hardware),
          text("host", "name of the machine", Provenance::host),
          integer("threads", "native threads the trial had", Provenance::threads),
          text("device", "cpu or gpu", Provenance::device),
          text("weights_sha256", "checksum of the model's weights", Provenance::weightsSha256),
          text("data_sha256", "checksum of the data set's rows", Provenance::dataSha256),
          integer("lanes", "trials that shared the step: 1 is solo", Provenance::lanes),
          moment("started_at", "when the trial began", Provenance::startedAt),
          moment("finished_at", "when the trial ended", Provenance::finishedAt),
          known("code_commit", "Git commit that Sparing was built from", p -> p.build().commit()),
          column(
              "code_dirty",
              DataTypes.BooleanType,
              "whether files had been changed since that commit",
              provenance -> provenance.build().changed()),
          known("processor", "the machine's processor", p -> p.processor().model()),
          known(
              "vector_instructions",
              "sets of vector instructions that it has",
              p -> p.processor().vectorInstructions()),
          counted("cores", "cores that the trial's process could use", p -> p.processor().cores()),
          known("gpu_name", "name of the GPU", p -> p.gpu().name()),
          column(
              "gpu_memory_bytes",
              DataTypes.LongType,
              "all of its memory",
              p -> p.gpu().memoryBytes() == 0 ? null : p.gpu().memoryBytes()),
          known("gpu_compute_capability", "what it can compute", p -> p.gpu().computeCapability()),
          known("gpu_driver", "version of its driver", p -> p.gpu().driver()),
          known("gpu_uuid", "what tells it from all others", p -> p.gpu().uuid()),
          counted("slots", "trials at a time at most on the machine", Provenance::slots));

  private ProvenanceColumns() {}

  private static Column<Provenance> text(
      String name, String description, Function<Provenance, Object> value) {
    return column(name, DataTypes.StringType, description, value);
  }

  /** A text that is null where unknown. */
  private static Column<Provenance> known(
      String name, String description, Function<Provenance, String> value) {
    return text(
        name,
        description,
        provenance -> {
          String text = value.apply(provenance);
          return text.isEmpty() ? null : text;
        });
  }

  /** A number that is null where unknown. */
  private static Column<Provenance> counted(
      String name, String description, ToIntFunction<Provenance> value) {
    return integer(
        name,
        description,
        provenance -> {
          int number = value.applyAsInt(provenance);
          return number == 0 ? null : number;
        });
  }

  private static Column<Provenance> integer(
      String name, String description, Function<Provenance, Object> value) {
    return column(name, DataTypes.IntegerType, description, value);
  }

  private static Column<Provenance> moment(
      String name, String description, Function<Provenance, Instant> value) {
    return column(
        name,
        DataTypes.TimestampType,
        description,
        provenance -> {
          Instant moment = value.apply(provenance);
          return moment == null ? null : moment.truncatedTo(ChronoUnit.MICROS);
        });
  }

  private static Column<Provenance> column(
      String name, DataType type, String description, Function<Provenance, Object> value) {
    return new Column<>(name, type, description, value);
  }
}
