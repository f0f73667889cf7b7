package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.execution.SparkSqlParser;

/** However a statement is written, it is let through or refused alike. */
final class ReadOnlyPropertyTest {

  private static final List<String> GAPS =
      List.of(" ", "\n", "\t \r\n", " /**/", " /* SELECT 1; */", " /* a /* b */ c */", " -- ;\n");

  @Provide
  Arbitrary<String> answered() {
    return Arbitraries.of(SampleQueries.answered());
  }

  @Provide
  Arbitrary<SampleQueries.Refused> refused() {
    return Arbitraries.of(SampleQueries.refused());
  }

  @Property(tries = 400)
  void anAnsweredStatementIsLetThrough(@ForAll("answered") String sql, @ForAll long seed) {
    check(written(sql, new Random(seed)));
  }

  @Property(tries = 800)
  void aRefusedStatementIsRefused(
      @ForAll("refused") SampleQueries.Refused refused, @ForAll long seed) {
    String sql = written(refused.sql(), new Random(seed));
    Throwable thrown = catchThrowable(() -> check(sql));
    assertThat(thrown).as(sql).isInstanceOf(IllegalArgumentException.class);
    assertThat(thrown.getMessage().toLowerCase(Locale.ROOT))
        .as(sql)
        .contains(refused.why().toLowerCase(Locale.ROOT));
  }

  private static void check(String sql) {
    ReadOnly.checkWords(sql);
    ReadOnly.checkParsed(new SparkSqlParser().parsePlan(sql), false);
  }

  /** The same words in letters of any case, with other spaces and comments between them. */
  private static String written(String sql, Random random) {
    return QueryWords.of(sql).tokens().stream()
        .map(token -> GAPS.get(random.nextInt(GAPS.size())) + written(token, random))
        .collect(Collectors.joining());
  }

  private static String written(Token token, Random random) {
    String text = token.getText();
    if (token.getType() == SqlBaseLexer.STRING_LITERAL
        || token.getType() == SqlBaseLexer.DOUBLEQUOTED_STRING
        || token.getType() == SqlBaseLexer.BACKQUOTED_IDENTIFIER) {
      return text;
    }
    return text.codePoints()
        .mapToObj(Character::toString)
        .map(
            letter ->
                random.nextBoolean()
                    ? letter.toUpperCase(Locale.ROOT)
                    : letter.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
