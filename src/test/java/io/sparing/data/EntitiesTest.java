package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          It #39;s over                | It's over
          the  #36;10 million          | the $10 million
          he said  quot;no quot;       | he said "no"
          A#38; B                      | A#38; B
          AT amp;T                     | AT&T
          so #151; he                  | so\u2014 he
          a second\\team               | a second team
          Wall St.&lt;b&gt;            | Wall St.<b>
          list; of; words              | list; of; words
          """)
  void brokenEntitiesAreUndone(String published, String meant) {
    assertThat(Entities.decode(published)).isEqualTo(meant);
  }
}
