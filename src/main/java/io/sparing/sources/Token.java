package io.sparing.sources;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A secret that opens files to those who agreed to their terms. It goes to the hosts that gave it,
 * over a connection that nobody else can read, and into no message.
 */
final class Token {

  /** The variable with a token of Hugging Face. */
  static final String VARIABLE = "HF_TOKEN";

  private final String secret;
  private final Predicate<URI> takes;

  private Token(String secret, Predicate<URI> takes) {
    this.secret = secret;
    this.takes = takes;
  }

  /** Returns the environment's, for Hugging Face's own hosts by {@code https}. */
  static Token of(Map<String, String> environment) {
    return of(environment.getOrDefault(VARIABLE, ""), Token::huggingFace);
  }

  /**
   * Returns a token for the addresses that a rule names.
   *
   * @throws IllegalArgumentException if it cannot stand in a header; the message does not show it
   */
  static Token of(String secret, Predicate<URI> takes) {
    String stripped = secret.strip();
    if (!stripped.matches("[\\x21-\\x7e]*")) {
      throw new IllegalArgumentException(
          "Invalid %s; expected letters, digits and marks of ASCII without spaces"
              .formatted(VARIABLE));
    }
    return new Token(stripped, takes);
  }

  /** Returns what a request of that address, and of no other, has as {@code Authorization}. */
  Optional<String> authorization(URI address) {
    return secret.isEmpty() || !takes.test(address)
        ? Optional.empty()
        : Optional.of("Bearer " + secret);
  }

  private static boolean huggingFace(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    return "https".equalsIgnoreCase(address.getScheme())
        && (address.getPort() == -1 || address.getPort() == 443)
        && (host.equals("huggingface.co") || host.endsWith(".huggingface.co"));
  }

  @Override
  public String toString() {
    return "a token";
  }
}
