package io.sparing.trial;

import java.time.Instant;

/**
 * Where a result comes from. Texts are empty where unknown.
 *
 * @param codeVersion version of Sparing
 * @param jvm vendor and version of the Java runtime
 * @param djl version of DJL
 * @param pytorch version of libtorch
 * @param hardware processor and cores; on a GPU its name
 * @param host name of the machine
 * @param threads native threads the trial had
 * @param device {@code cpu} or {@code gpu}
 * @param weightsSha256 checksum of the model's weight file
 * @param dataSha256 checksum of the data set's rows in their splits
 * @param lanes trials that shared the step: 1 is solo
 * @param startedAt when the trial began
 * @param finishedAt when it ended
 * @param build what the code was built from
 * @param processor of the machine
 * @param gpu that the trial ran on; none on a CPU
 * @param slots trials that the machine ran at a time at most; 0 where unknown
 */
public record Provenance(
    String codeVersion,
    String jvm,
    String djl,
    String pytorch,
    String hardware,
    String host,
    int threads,
    String device,
    String weightsSha256,
    String dataSha256,
    int lanes,
    Instant startedAt,
    Instant finishedAt,
    Build build,
    Processor processor,
    GpuModel gpu,
    int slots) {

  /** Makes one of which no more is known. */
  public Provenance(
      String codeVersion,
      String jvm,
      String djl,
      String pytorch,
      String hardware,
      String host,
      int threads,
      String device,
      String weightsSha256,
      String dataSha256,
      int lanes,
      Instant startedAt,
      Instant finishedAt) {
    this(
        codeVersion,
        jvm,
        djl,
        pytorch,
        hardware,
        host,
        threads,
        device,
        weightsSha256,
        dataSha256,
        lanes,
        startedAt,
        finishedAt,
        Build.UNKNOWN,
        Processor.UNKNOWN,
        GpuModel.NONE,
        0);
  }
}
