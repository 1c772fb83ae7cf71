package io.tocsin.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Thousands of readers of one event stream, on one thread: they share the machine with what they
 * measure, so they do nothing but look for one word in what arrives.
 */
final class StreamCrowd implements AutoCloseable {

  private static final int AT_ONCE = 100;
  private static final byte[] BEGUN = "event: heartbeat".getBytes(StandardCharsets.UTF_8);

  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private final List<Reader> readers = new ArrayList<>();
  private final InetSocketAddress address;
  private final byte[] request;
  private final byte[] word;

  /**
   * A crowd that has not come yet.
   *
   * @param stream where to; http only
   * @param word counted in every stream; its first character must not come again but at its end
   */
  StreamCrowd(URI stream, String word) throws IOException {
    this.address = new InetSocketAddress(stream.getHost(), stream.getPort());
    String target =
        stream.getRawPath() + (stream.getRawQuery() == null ? "" : "?" + stream.getRawQuery());
    this.request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n"
            .formatted(target, stream.getAuthority())
            .getBytes(StandardCharsets.US_ASCII);
    this.word = word.getBytes(StandardCharsets.UTF_8);
  }

  /** One reader: how far it is within the two words it looks for. */
  private static final class Reader {
    private boolean begun;
    private int ofBegun;
    private int ofWord;
    private int counted;
    private long at;
  }

  /** Opens streams, a hundred at a time, and waits until each has begun. */
  void open(int streams, Duration within) throws IOException {
    long end = System.nanoTime() + within.toNanos();
    while (begun() < streams) {
      int waiting = readers.size() - begun();
      for (int i = waiting; i < AT_ONCE && readers.size() < streams; i++) {
        SocketChannel channel = channel(streams);
        channel.configureBlocking(false);
        Reader reader = new Reader();
        readers.add(reader);
        channel.connect(address);
        channel.register(selector, SelectionKey.OP_CONNECT, reader);
      }
      look(end, "%d streams to begin, but %d have".formatted(streams, begun()));
    }
  }

  private SocketChannel channel(int streams) throws IOException {
    try {
      return SocketChannel.open();
    } catch (SocketException e) {
      throw new IOException(
          "Expected to open %d streams, but only %d could be opened: raise the limit of open files"
                  .formatted(streams, readers.size())
              + " (ulimit -n; the floor takes two for each stream), or take fewer with --streams",
          e);
    }
  }

  /**
   * Waits until every reader has met the word so many times.
   *
   * @param since by {@link System#nanoTime}
   * @return how long after that each of them met it
   */
  List<Duration> await(int count, long since, Duration within) throws IOException {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      long there = readers.stream().filter(r -> r.counted >= count).count();
      if (there == readers.size()) {
        return readers.stream().map(r -> Duration.ofNanos(r.at - since)).toList();
      }
      look(end, "%d streams to bring post %d, but %d did".formatted(readers.size(), count, there));
    }
  }

  private int begun() {
    return (int) readers.stream().filter(r -> r.begun).count();
  }

  private void look(long end, String expected) throws IOException {
    if (System.nanoTime() > end) {
      throw new IOException("Expected " + expected);
    }
    selector.select(
        key -> {
          try {
            take(key);
          } catch (IOException e) {
            throw new IllegalStateException("Expected an open stream, but it broke", e);
          }
        },
        100);
  }

  private void take(SelectionKey key) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    if (key.isConnectable()) {
      channel.finishConnect();
      channel.write(ByteBuffer.wrap(request));
      key.interestOps(SelectionKey.OP_READ);
      return;
    }
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new IOException("Expected a stream that does not end, but it did");
    }
    buffer.flip();
    read((Reader) key.attachment());
  }

  private void read(Reader reader) {
    while (buffer.hasRemaining()) {
      byte b = buffer.get();
      if (!reader.begun) {
        reader.ofBegun = next(BEGUN, reader.ofBegun, b);
        reader.begun = reader.ofBegun == BEGUN.length;
      }
      reader.ofWord = next(word, reader.ofWord, b);
      if (reader.ofWord == word.length) {
        reader.ofWord = 0;
        reader.counted++;
        reader.at = System.nanoTime();
      }
    }
  }

  private static int next(byte[] word, int at, byte b) {
    if (b == word[at]) {
      return at + 1;
    }
    return b == word[0] ? 1 : 0;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
