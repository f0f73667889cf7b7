package io.sparing.quant;

import io.sparing.script.DataType;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes casts into TorchScript sources. */
final class Casts {

  private Casts() {}

  /**
   * Returns the source of a method in which every use {@code self.NAME} of a parameter is cast.
   * Rows that are looked up in a parameter are cast after the look-up, so that the gradients of a
   * row which is used often are summed in fp32. Sizes need no cast.
   *
   * @param method TorchScript, one {@code def}
   * @param names the parameters of the method's own module
   */
  static String ofParameters(String method, Collection<String> names, DataType type) {
    if (names.isEmpty()) {
      return method;
    }
    String any = names.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    Pattern uses =
        Pattern.compile(
            ("torch\\.embedding\\(self\\.%1$s, [^()]*\\)"
                    + "|(?<!torch\\.size\\()\\bself\\.%1$s\\b(?!\\s*=)")
                .formatted(any));
    String cast = "torch.to(%s, " + type.code() + ")";
    return uses.matcher(method)
        .replaceAll(use -> Matcher.quoteReplacement(cast.formatted(use.group())));
  }
}
