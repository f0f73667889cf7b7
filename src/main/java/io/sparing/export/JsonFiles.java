package io.sparing.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes JSON for people and programs, indented and with its nulls. */
final class JsonFiles {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private JsonFiles() {}

  static void write(JsonObject json, Path file) throws IOException {
    Files.writeString(file, GSON.toJson(json) + "\n");
  }
}
