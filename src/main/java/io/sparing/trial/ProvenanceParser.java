package io.sparing.trial;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;

/**
 * The JSON form of a {@link Provenance}: one object, whose fields are called like the columns. What
 * earlier versions did not write is unknown, and what is unknown is not written.
 */
final class ProvenanceParser {

  private ProvenanceParser() {}

  static JsonObject toJson(Provenance provenance) {
    JsonObject json = new JsonObject();
    json.addProperty("code_version", provenance.codeVersion());
    json.addProperty("jvm", provenance.jvm());
    json.addProperty("djl", provenance.djl());
    json.addProperty("pytorch", provenance.pytorch());
    json.addProperty("hardware", provenance.hardware());
    json.addProperty("host", provenance.host());
    json.addProperty("threads", provenance.threads());
    json.addProperty("device", provenance.device());
    json.addProperty("weights_sha256", provenance.weightsSha256());
    json.addProperty("data_sha256", provenance.dataSha256());
    json.addProperty("lanes", provenance.lanes());
    json.addProperty("started_at", provenance.startedAt().toString());
    json.addProperty("finished_at", provenance.finishedAt().toString());
    add(json, provenance.build());
    add(json, provenance.processor());
    add(json, provenance.gpu());
    add(json, "slots", provenance.slots());
    return json;
  }

  private static void add(JsonObject json, Build build) {
    add(json, "code_commit", build.commit());
    if (build.changed() != null) {
      json.addProperty("code_dirty", build.changed());
    }
  }

  private static void add(JsonObject json, Processor processor) {
    add(json, "processor", processor.model());
    add(json, "vector_instructions", processor.vectorInstructions());
    add(json, "cores", processor.cores());
  }

  private static void add(JsonObject json, GpuModel gpu) {
    add(json, "gpu_name", gpu.name());
    add(json, "gpu_memory_bytes", gpu.memoryBytes());
    add(json, "gpu_compute_capability", gpu.computeCapability());
    add(json, "gpu_driver", gpu.driver());
    add(json, "gpu_uuid", gpu.uuid());
  }

  private static void add(JsonObject json, String name, String text) {
    if (!text.isEmpty()) {
      json.addProperty(name, text);
    }
  }

  private static void add(JsonObject json, String name, long number) {
    if (number != 0) {
      json.addProperty(name, number);
    }
  }

  static Provenance fromJson(JsonObject json) {
    return new Provenance(
        require(json, "code_version").getAsString(),
        require(json, "jvm").getAsString(),
        require(json, "djl").getAsString(),
        require(json, "pytorch").getAsString(),
        require(json, "hardware").getAsString(),
        require(json, "host").getAsString(),
        require(json, "threads").getAsInt(),
        require(json, "device").getAsString(),
        require(json, "weights_sha256").getAsString(),
        require(json, "data_sha256").getAsString(),
        require(json, "lanes").getAsInt(),
        Instant.parse(require(json, "started_at").getAsString()),
        Instant.parse(require(json, "finished_at").getAsString()),
        new Build(
            text(json, "code_commit"),
            json.has("code_dirty") && json.get("code_dirty").getAsBoolean()),
        new Processor(
            text(json, "processor"),
            text(json, "vector_instructions"),
            (int) number(json, "cores")),
        new GpuModel(
            text(json, "gpu_name"),
            number(json, "gpu_memory_bytes"),
            text(json, "gpu_compute_capability"),
            text(json, "gpu_driver"),
            text(json, "gpu_uuid")),
        (int) number(json, "slots"));
  }

  private static String text(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsString() : "";
  }

  private static long number(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsLong() : 0;
  }

  private static JsonElement require(JsonObject json, String name) {
    return TrialResultParser.require(json, name);
  }
}
