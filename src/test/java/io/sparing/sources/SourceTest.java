package io.sparing.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

  private static final String SUM = "ab".repeat(32);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../secret",
        "a/../b",
        "a/..",
        "a/../../b",
        "./a",
        "a/./b",
        "/etc/passwd",
        "//host/share",
        "a//b",
        "a/",
        "~/x",
        "~root/x",
        "a/~",
        "a\\b",
        "..\\b",
        "C:/x",
        "C:x",
        "c:\\x",
        "a:stream",
        "a\0b",
        "a\nb",
        "a b",
        "a/b.",
        ".hidden",
        "-option",
        "a/%2e%2e/b",
        "a/\u2025/b",
        "a/\uff0e\uff0e/b",
        "$HOME/x",
        "a/*",
        "a|b",
        "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q"
      })
  void aPathThatCouldLeaveItsFolderIsRefused(String path) {
    assertThatThrownBy(() -> Source.mirrored(path, SUM, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("Invalid source path: [^\\p{Cntrl}]*; expected a relative one .*");
  }

  @Test
  void aLongPathIsRefused() {
    assertThatThrownBy(() -> Source.mirrored("a".repeat(129), SUM, 1))
        .hasMessageStartingWith("Invalid source path: ");
    assertThatThrownBy(() -> Source.mirrored("a/".repeat(50_000) + "a", SUM, 1))
        .hasMessageStartingWith("Invalid source path: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "sst2/train.tsv", "squad2/dev-v2.0.json", "a..b/c+d/_e", "bert/1/x.onnx"})
  void anOrdinaryPathIsTaken(String path) {
    assertThat(Source.mirrored(path, SUM, 1).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.org/a",
        "jar:file:/a!/b",
        "/a",
        "example.org/a",
        "https:a",
        "https:///a",
        "https://user@example.org/a",
        "https://user:word@example.org/a",
        "https://exa mple.org/a",
        "javascript:alert(1)"
      })
  void anAddressThatIsNotOfTheWebIsRefused(String address) {
    assertThatThrownBy(() -> Source.of("a", address, SUM, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid address: ");
  }

  @Test
  void checksumAndSizeAreChecked() {
    assertThatThrownBy(() -> Source.mirrored("a", SUM.toUpperCase(Locale.ROOT), 1))
        .hasMessageContaining("expected 64 lower-case hexadecimal digits");
    assertThatThrownBy(() -> Source.mirrored("a", "ab", 1)).hasMessageStartingWith("Invalid SHA");
    assertThatThrownBy(() -> Source.mirrored("a", SUM, 0)).hasMessageStartingWith("Invalid size");
  }

  @Test
  void aRedirectMayGoToHttpsButNotBack() {
    URI plain = URI.create("http://example.org/a/b");
    URI secure = URI.create("https://example.org/a/b");
    assertThat(Addresses.redirect(plain, "https://example.com/c"))
        .hasToString("https://example.com/c");
    assertThat(Addresses.redirect(plain, "http://example.com/c")).hasHost("example.com");
    assertThat(Addresses.redirect(secure, "../c?d")).hasToString("https://example.org/c?d");
    assertThatThrownBy(() -> Addresses.redirect(secure, "http://example.org/a/b"))
        .hasMessageContaining("it leads from https: to http:");
    assertThatThrownBy(() -> Addresses.redirect(secure, "HTTP://example.org/a/b"))
        .hasMessageContaining("it leads from https: to http:");
  }
}
