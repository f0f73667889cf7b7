package io.sparing.sources;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of one file on a free port, whose first answers a test can replace. */
public final class FileServer implements AutoCloseable {

  static final String TAG = "\"one\"";

  /** One answer to one request. */
  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] content;
  private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final List<String> conditions = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile Answer usual = ranged();

  /** Serves random bytes. */
  FileServer(int bytes) {
    this(random(bytes));
  }

  /** Serves these bytes at any path. */
  public FileServer(byte[] content) {
    this.content = content.clone();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static byte[] random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }

  private void handle(HttpExchange exchange) throws IOException {
    ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
    conditions.add(String.valueOf(exchange.getRequestHeaders().getFirst("If-Range")));
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    Answer answer = next.poll();
    try {
      (answer == null ? usual : answer).give(exchange);
    } finally {
      exchange.close();
    }
  }

  /** The next answers; then the usual one. */
  FileServer then(Answer... answers) {
    next.addAll(List.of(answers));
    return this;
  }

  /** The answer to every request from now on. */
  FileServer always(Answer answer) {
    usual = answer;
    return this;
  }

  /** The file as a source at this server. */
  Source source() {
    return source("set/file.bin");
  }

  /** The file as a source at this server, by another path. */
  public Source source(String path) {
    return Source.of(path, address(), Sha256.of(content), content.length);
  }

  /** The file's address. */
  public String address() {
    return "http://127.0.0.1:%d/file.bin".formatted(server.getAddress().getPort());
  }

  byte[] content() {
    return content.clone();
  }

  /** The Range header of each request so far, {@code null} where it had none. */
  public List<String> ranges() {
    return ranges;
  }

  /** The Authorization header of each request so far, {@code null} where it had none. */
  List<String> authorizations() {
    return authorizations;
  }

  /** The If-Range header of each request so far. */
  List<String> conditions() {
    return conditions;
  }

  /** The whole file or the part that is asked for. */
  Answer ranged() {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      String condition = exchange.getRequestHeaders().getFirst("If-Range");
      exchange.getResponseHeaders().set("ETag", TAG);
      if (range == null || (condition != null && !condition.equals(TAG))) {
        send(exchange, 200, content);
      } else {
        int from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
        String last = (content.length - 1) + "/" + content.length;
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + last);
        send(exchange, 206, Arrays.copyOfRange(content, from, content.length));
      }
    };
  }

  /** The whole file, whatever is asked for. */
  Answer whole() {
    return exchange -> send(exchange, 200, content);
  }

  static Answer bytes(byte[] other) {
    return exchange -> send(exchange, 200, other);
  }

  static Answer status(int code) {
    return exchange -> send(exchange, code, new byte[0]);
  }

  static Answer redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      send(exchange, 302, "elsewhere".getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Begins the file and breaks the connection. */
  Answer cutAfter(int bytes) {
    return exchange -> begin(exchange, bytes);
  }

  /** Begins the file and then says nothing until the server is closed. */
  Answer hangAfter(int bytes) {
    return exchange -> {
      begin(exchange, bytes);
      waitFor(end);
    };
  }

  /** Sends a byte, waits, sends a byte. */
  Answer trickle(long millis) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      for (byte one : content) {
        exchange.getResponseBody().write(one);
        exchange.getResponseBody().flush();
        rest(millis);
      }
    };
  }

  private void begin(HttpExchange exchange, int bytes) throws IOException {
    exchange.getResponseHeaders().set("ETag", TAG);
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content, 0, bytes);
    exchange.getResponseBody().flush();
  }

  private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  static void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
