package io.sparing.trial;

import java.time.Instant;

/**
 * Where a result comes from. Texts are empty where unknown.
 *
 * @param codeVersion version of Sparing
 * @param jvm vendor and version of the Java runtime
 * @param djl version of DJL
 * @param pytorch version of libtorch
 * @param hardware processor and cores, or the GPU's name
 * @param host name of the machine
 * @param threads native threads the trial had
 * @param device {@code cpu} or {@code gpu}
 * @param weightsSha256 checksum of the model's weight file
 * @param dataSha256 checksum of the data set's rows in their splits
 * @param lanes trials that shared the step: 1 is solo
 * @param startedAt when the trial began
 * @param finishedAt when it ended
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
    Instant finishedAt) {}
