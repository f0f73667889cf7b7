package io.sparing.sources;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow.Publisher;

/**
 * Requests a source or the rest of it. Redirects are followed by hand, and each target is checked.
 * A token goes to the source's own host only.
 */
final class Requests {

  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final DownloadLimits limits;
  private final Token token;
  private HttpClient client;

  Requests(DownloadLimits limits, Token token) {
    this.limits = limits;
    this.token = token;
  }

  /** Returns the client, made when it is needed, since each has a thread. */
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(limits.connect())
              .build();
    }
    return client;
  }

  /**
   * Asks for a source and returns the answer that is no redirect. Its body must be read.
   *
   * @param from bytes that are there already
   * @param validator the ETag or date of those bytes, if known
   * @throws SourceException if a redirect leads where it may not, or there are too many
   * @throws IOException if the network fails
   */
  HttpResponse<Publisher<List<ByteBuffer>>> get(
      Source source, long from, Optional<String> validator)
      throws IOException, InterruptedException {
    URI address = source.address().orElseThrow();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<Publisher<List<ByteBuffer>>> response =
          client().send(request(source, address, from, validator), BodyHandlers.ofPublisher());
      if (!REDIRECTS.contains(response.statusCode())) {
        return response;
      }
      discard(response);
      address = target(source, address, response.headers().firstValue("Location").orElse(""));
    }
    throw refused(source, address, "more than %d redirects".formatted(MOST_REDIRECTS));
  }

  /** Ends an answer whose body nobody wants. */
  void discard(HttpResponse<Publisher<List<ByteBuffer>>> response) {
    BodyReader reader = new BodyReader(limits);
    reader.close();
    response.body().subscribe(reader);
  }

  private HttpRequest request(Source source, URI address, long from, Optional<String> validator) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(limits.answer())
            .header("User-Agent", "sparing")
            .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
      validator.ifPresent(known -> request.header("If-Range", known));
    }
    if (address.getHost().equalsIgnoreCase(source.address().orElseThrow().getHost())) {
      token.authorization(address).ifPresent(value -> request.header("Authorization", value));
    }
    return request.build();
  }

  private static URI target(Source source, URI from, String location) throws SourceException {
    try {
      return Addresses.redirect(from, location);
    } catch (IllegalArgumentException e) {
      throw refused(source, from, "a redirect that is refused (" + e.getMessage() + ")");
    }
  }

  private static SourceException refused(Source source, URI address, String found) {
    return new SourceException(
        source.path(),
        address.toString(),
        "the file",
        found,
        "correct the address in the manifest, or put the file into a mirror folder (--mirror)");
  }
}
