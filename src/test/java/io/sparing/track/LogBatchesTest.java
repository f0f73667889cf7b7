package io.sparing.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogBatchesTest {

  private static Map<String, String> texts(int count, String value) {
    Map<String, String> texts = new TreeMap<>();
    IntStream.range(0, count).forEach(i -> texts.put("key" + i, value));
    return texts;
  }

  private static List<RunContent.Point> points(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RunContent.Point("train_loss", i, 1, i))
        .toList();
  }

  private static int size(JsonObject request, String list) {
    return request.getAsJsonArray(list).size();
  }

  private static int sum(List<JsonObject> requests, String list) {
    return requests.stream().mapToInt(request -> size(request, list)).sum();
  }

  @Test
  void whatATrialHasIsOneRequest() {
    LogBatches batches =
        LogBatches.of("r", new RunContent(texts(30, "v"), texts(12, "v"), points(400)));
    assertThat(batches.requests()).hasSize(1);
    assertThat(batches.cut()).isFalse();
    assertThat(batches.requests().get(0).get("run_id").getAsString()).isEqualTo("r");
  }

  @Test
  void noRequestHasMoreThanMlflowTakes() {
    RunContent content =
        new RunContent(texts(250, "v".repeat(5_000)), texts(101, "v"), points(2_345));
    List<JsonObject> requests = LogBatches.of("r", content).requests();
    assertThat(requests)
        .allSatisfy(
            request -> {
              int params = size(request, "params");
              int tags = size(request, "tags");
              assertThat(params).isLessThanOrEqualTo(100);
              assertThat(tags).isLessThanOrEqualTo(100);
              assertThat(params + tags + size(request, "metrics")).isLessThanOrEqualTo(1_000);
              assertThat(request.toString().length()).isLessThan(300_000);
            });
    assertThat(sum(requests, "params")).isEqualTo(250);
    assertThat(sum(requests, "tags")).isEqualTo(101);
    assertThat(sum(requests, "metrics")).isEqualTo(2_345);
  }

  @Test
  void whatIsTooLongIsCutWithAWord() {
    LogBatches batches =
        LogBatches.of(
            "r", new RunContent(Map.of("k".repeat(300), "v".repeat(6_001)), Map.of(), List.of()));
    JsonObject entry = batches.requests().get(0).getAsJsonArray("params").get(0).getAsJsonObject();
    assertThat(entry.get("key").getAsString()).hasSize(250).endsWith("k…");
    assertThat(entry.get("value").getAsString()).hasSize(6_000).endsWith("v…");
    assertThat(batches.cut()).isTrue();
    JsonObject tag =
        LogBatches.tags(Map.of("k", "\ud83d\ude00".repeat(3_000))).get(0).getAsJsonObject();
    String value = tag.get("value").getAsString();
    assertThat(value.length()).isBetween(4_990, 5_000);
    assertThat(value.codePoints()).noneMatch(point -> point >= 0xd800 && point < 0xe000);
  }

  @Test
  void nothingIsNoRequest() {
    assertThat(LogBatches.of("r", RunContent.ofTags(Map.of())).requests()).isEmpty();
  }
}
