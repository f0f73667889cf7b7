package io.sparing.sources;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Addresses on the web, and where a redirect may lead. */
final class Addresses {

  private Addresses() {}

  /**
   * Parses an address and checks it.
   *
   * @throws IllegalArgumentException if it is no address on the web
   */
  static URI parse(String address) {
    try {
      return check(new URI(address));
    } catch (URISyntaxException e) {
      throw invalid(address, e.getReason());
    }
  }

  /**
   * Checks an address and returns it.
   *
   * @throws IllegalArgumentException if it is not {@code http} or {@code https}, has no host, or
   *     carries a user's name or password
   */
  static URI check(URI address) {
    if (!scheme(address).equals("https") && !scheme(address).equals("http")) {
      throw invalid(address, "expected https: or http:");
    }
    if (address.getHost() == null || address.getRawUserInfo() != null) {
      throw invalid(address, "expected a host, without a user's name");
    }
    return address;
  }

  /**
   * Returns where a redirect leads.
   *
   * @param from the address that answered
   * @param location what it said, absolute or relative
   * @throws IllegalArgumentException if that is no address on the web or leads from {@code https}
   *     to {@code http}
   */
  static URI redirect(URI from, String location) {
    URI target;
    try {
      target = check(from.resolve(new URI(location)));
    } catch (URISyntaxException e) {
      throw invalid(location, e.getReason());
    }
    if (scheme(from).equals("https") && !scheme(target).equals("https")) {
      throw invalid(target, "it leads from https: to http:");
    }
    return target;
  }

  private static String scheme(URI address) {
    return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException invalid(Object address, String expected) {
    return new IllegalArgumentException("Invalid address: %s; %s".formatted(address, expected));
  }
}
