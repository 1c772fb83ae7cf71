package io.tocsin.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The least that telling thousands of streams takes: one thread that writes to one after the other.
 */
final class StreamFloor implements AutoCloseable {

  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final List<SocketChannel> streams = new CopyOnWriteArrayList<>();

  StreamFloor() throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    Thread.ofPlatform().daemon().start(this::welcome);
  }

  URI stream() throws IOException {
    return URI.create(
        "http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "/stream");
  }

  /** The same octets to everybody. */
  void tell(String event) throws IOException {
    byte[] octets = event.getBytes(StandardCharsets.UTF_8);
    for (SocketChannel stream : streams) {
      write(stream, octets);
    }
  }

  private void welcome() {
    byte[] begin =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: heartbeat\ndata: {}\n\n"
            .getBytes(StandardCharsets.UTF_8);
    try {
      while (true) {
        SocketChannel stream = server.accept();
        write(stream, begin);
        streams.add(stream);
      }
    } catch (IOException e) {
      // Closed: the measurement is over.
      return;
    }
  }

  private static void write(SocketChannel stream, byte[] octets) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(octets);
    while (all.hasRemaining()) {
      stream.write(all);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel stream : streams) {
      stream.close();
    }
  }
}
