package io.sparing.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  private static final String SECRET = "hf_made-up";
  private static final Token TOKEN = Token.of(Map.of("HF_TOKEN", SECRET + "\n"));

  @TempDir private Path cache;

  private Resolver resolver(Token token) {
    return new Resolver(
        new SourceFolders(cache, List.of()),
        DownloadListener.NONE,
        new Downloader(DownloadLimits.DEFAULT, time -> {}, () -> 0.5, token));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://huggingface.co/a/b",
        "https://HuggingFace.co:443/a",
        "https://x.huggingface.co/"
      })
  void huggingFaceGetsTheToken(String address) {
    assertThat(TOKEN.authorization(URI.create(address))).contains("Bearer " + SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://huggingface.co/a",
        "https://huggingface.co.example.org/a",
        "https://nothuggingface.co/a",
        "https://huggingface.co:8443/a",
        "https://example.org/huggingface.co",
        "https://cdn.hf.example/a"
      })
  void nobodyElseGetsIt(String address) {
    assertThat(TOKEN.authorization(URI.create(address))).isEmpty();
  }

  @Test
  void withoutTokenNothingIsSent() {
    assertThat(Token.of(Map.of()).authorization(URI.create("https://huggingface.co/"))).isEmpty();
  }

  @Test
  void aRedirectToAnotherHostDoesNotGetIt() throws SourceException {
    try (FileServer server = new FileServer(1000)) {
      server.then(
          FileServer.redirect(server.address() + "?same"),
          FileServer.redirect(server.address().replace("127.0.0.1", "localhost")));
      resolver(Token.of(SECRET, address -> true)).resolve(server.source());
      assertThat(server.authorizations())
          .containsExactly("Bearer " + SECRET, "Bearer " + SECRET, "null");
    }
  }

  @Test
  void aHostThatTheRuleDoesNotNameDoesNotGetIt() throws SourceException {
    try (FileServer server = new FileServer(1000)) {
      resolver(TOKEN).resolve(server.source());
      assertThat(server.authorizations()).containsExactly("null");
    }
  }

  @Test
  void aRefusalSaysWhatToDoAndNotTheToken() {
    try (FileServer server = new FileServer(1000)) {
      server.always(exchange -> exchange.sendResponseHeaders(401, -1));
      assertThatThrownBy(() -> resolver(Token.of(SECRET, address -> true)).resolve(server.source()))
          .hasMessageContaining("HTTP status 401")
          .hasMessageContaining("set HF_TOKEN")
          .message()
          .doesNotContain(SECRET);
    }
    assertThat(TOKEN.toString()).doesNotContain(SECRET);
    assertThatThrownBy(() -> Token.of(Map.of("HF_TOKEN", "a\nb c")))
        .hasMessageStartingWith("Invalid HF_TOKEN; expected")
        .message()
        .doesNotContain("b c");
  }
}
