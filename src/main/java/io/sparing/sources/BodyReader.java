package io.sparing.sources;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads an answer's body on the caller's thread, and gives up where it comes too slowly. The JDK's
 * own streams wait for ever once the head is there.
 */
final class BodyReader implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  private record Event(Optional<List<ByteBuffer>> buffers, Throwable failure) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final DownloadLimits limits;
  private long windowEnd;
  private long windowBytes;
  private volatile Flow.Subscription subscription;
  private volatile boolean closed;

  BodyReader(DownloadLimits limits) {
    this.limits = limits;
    openWindow();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (closed) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event(Optional.of(buffers), null));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(Optional.empty(), failure));
  }

  @Override
  public void onComplete() {
    events.add(new Event(Optional.empty(), null));
  }

  /**
   * Waits for what comes next; empty at the end.
   *
   * @throws HttpTimeoutException if it comes too slowly
   * @throws IOException if the connection breaks
   */
  Optional<List<ByteBuffer>> read() throws IOException, InterruptedException {
    Event event = events.poll(limits.stall().toNanos(), TimeUnit.NANOSECONDS);
    if (event == null) {
      throw tooSlow();
    }
    if (event.failure() != null) {
      throw new IOException(
          "the connection broke: " + event.failure().getMessage(), event.failure());
    }
    if (event.buffers().isPresent()) {
      count(event.buffers().get());
      subscription.request(1);
    }
    return event.buffers();
  }

  private void count(List<ByteBuffer> buffers) throws HttpTimeoutException {
    windowBytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (System.nanoTime() - windowEnd >= 0) {
      if (windowBytes * 1000 < limits.slowest() * limits.stall().toMillis()) {
        throw tooSlow();
      }
      openWindow();
    }
  }

  private void openWindow() {
    windowEnd = System.nanoTime() + limits.stall().toNanos();
    windowBytes = 0;
  }

  private HttpTimeoutException tooSlow() {
    return new HttpTimeoutException(
        "fewer than %d bytes a second in %d ms"
            .formatted(limits.slowest(), limits.stall().toMillis()));
  }

  /** Ends the transfer if it is still going on. */
  @Override
  public void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
