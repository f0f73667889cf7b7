package io.sparing.results;

import io.sparing.trial.Provenance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
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
          text("hardware", "processor and cores, or the GPU's name", Provenance::hardware),
          text("host", "name of the machine", Provenance::host),
          integer("threads", "native threads the trial had", Provenance::threads),
          text("device", "cpu or gpu", Provenance::device),
          text("weights_sha256", "checksum of the model's weights", Provenance::weightsSha256),
          text("data_sha256", "checksum of the data set's rows", Provenance::dataSha256),
          integer("lanes", "trials that shared the step: 1 is solo", Provenance::lanes),
          moment("started_at", "when the trial began", Provenance::startedAt),
          moment("finished_at", "when the trial ended", Provenance::finishedAt));

  private ProvenanceColumns() {}

  private static Column<Provenance> text(
      String name, String description, Function<Provenance, Object> value) {
    return column(name, DataTypes.StringType, description, value);
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
