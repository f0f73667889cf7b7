package io.sparing.results;

import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;

/**
 * The words of a query as Spark's own lexer tells them apart, without comments and spaces.
 *
 * @param tokens in order; those that end the input are left out
 */
record QueryWords(List<? extends Token> tokens) {

  QueryWords {
    tokens = List.copyOf(tokens);
  }

  /** Returns the words of a query, whatever it says. */
  static QueryWords of(String sql) {
    SqlBaseLexer lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(sql)));
    lexer.removeErrorListeners(); // the parser tells of them
    return new QueryWords(
        lexer.getAllTokens().stream()
            .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
            .toList());
  }

  /**
   * Returns the first word after opening parentheses, in capitals; empty if the statement has none.
   */
  String first() {
    return tokens.stream()
        .dropWhile(token -> token.getType() == SqlBaseLexer.LEFT_PAREN)
        .filter(token -> token.getType() != SqlBaseLexer.SEMICOLON)
        .findFirst()
        .map(token -> token.getText().toUpperCase(Locale.ROOT))
        .orElse("");
  }

  /** Returns whether anything but a semicolon follows a semicolon. */
  boolean several() {
    return tokens.stream()
        .dropWhile(token -> token.getType() != SqlBaseLexer.SEMICOLON)
        .anyMatch(token -> token.getType() != SqlBaseLexer.SEMICOLON);
  }
}
