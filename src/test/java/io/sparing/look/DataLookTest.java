package io.sparing.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sparing.data.Dataset;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLookTest {

  @TempDir private Path folder;

  @Test
  void seesRowsClassesBalanceAndTask() {
    DataLook look =
        DataLook.of(
            MadeUpFile.read(
                folder, 200, i -> "text %d,,%s".formatted(i, i % 4 == 0 ? "rare" : "often")));
    assertThat(look.task()).isEqualTo("classification");
    assertThat(look.rows()).isEqualTo(200);
    assertThat(look.trainRows()).isEqualTo(160);
    assertThat(look.largest()).isEqualTo(new ClassRows("often", 150));
    assertThat(look.smallest()).isEqualTo(new ClassRows("rare", 50));
    assertThat(look.share(look.smallest())).isEqualTo(0.25);
    assertThat(look.lengths().words()).isEqualTo(new Spread(2, 2, 2));
    assertThat(look.lengths().characters().largest()).isEqualTo(8);
  }

  @Test
  void aSecondTextMakesAPair() {
    Dataset pairs =
        MadeUpFile.read(folder, 100, i -> "one %d,two more %d,%d".formatted(i, i, i % 2), "other");
    DataLook look = DataLook.of(pairs);
    assertThat(look.task()).isEqualTo("pair");
    assertThat(look.lengths().words().median()).isEqualTo(5);
  }

  @Test
  void countsTextsThatComeAgain() {
    DataLook look =
        DataLook.of(
            MadeUpFile.read(
                folder, 100, i -> "%s,,%d".formatted(i < 10 ? "again" : "text " + i, i % 2)));
    assertThat(look.repeated()).isEqualTo(9);
    assertThat(look.contradicting()).isEqualTo(10);
  }

  @Test
  void itsJsonHoldsWhatWasSeen() {
    JsonObject json =
        LookParser.toJson(
            DataLook.of(MadeUpFile.read(folder, 50, i -> "text %d,,%d".formatted(i, i % 2))));
    assertThat(json.get("rows").getAsInt()).isEqualTo(50);
    assertThat(json.getAsJsonArray("classes").get(0).getAsJsonObject().get("share").getAsDouble())
        .isEqualTo(0.5);
    assertThat(json.getAsJsonObject("words").get("median").getAsInt()).isEqualTo(2);
    assertThat(json.getAsJsonArray("cautions").toString()).contains("50 rows, 6 of them");
  }
}
