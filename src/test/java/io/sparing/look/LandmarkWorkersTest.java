package io.sparing.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandmarkWorkersTest {

  @TempDir private Path folder;

  @Test
  void aWorkerThatCannotStartIsALandmarkThatFailed() throws Exception {
    Landmarks landmarks =
        new LandmarkTrials(new LandmarkWorkers("nowhere.jar", folder, Map.of()))
            .run(MadeUpFile.read(folder, 100, i -> "text %d,,%d".formatted(i, i % 2)));
    assertThat(landmarks.all())
        .isNotEmpty()
        .allSatisfy(landmark -> assertThat(landmark.failure()).contains("WorkerMain"));
  }
}
