package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SenseTest {

  @Test
  void takesExamplesOffTheDefinition() {
    Sense sense = sense("caught in a mesh; \"enmeshed in it\"; \"a mesh\"- Poe; \"third \"  ");
    assertThat(sense.definition()).isEqualTo("caught in a mesh");
    assertThat(sense.examples()).containsExactly("enmeshed in it", "a mesh", "third");
  }

  @Test
  void acceptsAColonBeforeTheFirstExample() {
    assertThat(sense("getting ready: \"troops\"").definition()).isEqualTo("getting ready");
  }

  @Test
  void keepsQuotesThatBelongToTheDefinition() {
    Sense sense = sense("a promise as in \"carrot and stick\"; \"used the carrot\"");
    assertThat(sense.definition()).isEqualTo("a promise as in \"carrot and stick\"");
    assertThat(sense.examples()).containsExactly("used the carrot");
  }

  @Test
  void aTextIsTheSameWhateverItsCaseSpacingAndPunctuation() {
    assertThat(Sense.normalised("  The  Act: of (sowing)! "))
        .isEqualTo(Sense.normalised("the act of sowing"));
  }

  @Test
  void findsInflectedAndCompoundWords() {
    Sense sense =
        new Sense("verb", "verb.motion", List.of("make", "look up", "carry"), "", List.of());
    assertThat(sense.wordsIn("Making do, he carries on and looked it up"))
        .containsExactly("make", "look up", "carry");
    assertThat(sense.wordsIn("a maker of unlocking cars")).containsExactly("make");
    assertThat(sense.wordsIn("cars")).isEmpty();
  }

  private static Sense sense(String gloss) {
    return Sense.of("noun", "noun.act", List.of("word"), gloss);
  }
}
