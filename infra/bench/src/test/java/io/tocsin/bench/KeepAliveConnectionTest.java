package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveConnectionTest {

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private URI uri;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/with-length", 202, 17);
    answer("/chunked", 503, 0);
    server.start();
    uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A length of 0 makes this server send chunks. */
  private void answer(String path, int status, int length) {
    server.createContext(
        path,
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, length);
          exchange.getResponseBody().write("seventeen bytes..".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void answers_of_either_framing_are_read_whole_so_that_the_next_one_follows() throws IOException {
    byte[] sized = KeepAliveConnection.post(uri, "/with-length", "token", "{\"a\":\"甲\"}");
    byte[] chunked = KeepAliveConnection.post(uri, "/chunked", "token", "{}");
    try (KeepAliveConnection connection = new KeepAliveConnection(uri)) {
      assertThat(connection.exchange(sized)).isEqualTo(202);
      assertThat(connection.exchange(chunked)).isEqualTo(503);
      assertThat(connection.exchange(sized)).isEqualTo(202);
    }
    assertThat(received).containsExactly("{\"a\":\"甲\"}", "{}", "{\"a\":\"甲\"}");
  }
}
