package io.tocsin.notification.widget;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Somebody else's page with the widget in it, at an origin of its own and as strict as can be. */
final class ForeignPage implements AutoCloseable {

  private final HttpServer server;

  /** Shows the widget of a platform; what it is asked for by its query become attributes. */
  ForeignPage(String platform) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          String attributes = query == null ? "" : query.replace('&', ' ');
          byte[] page =
              """
              <!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>内网门户</title>
              <link rel="icon" href="data:,">
              <script src="%s/widget/tocsin-notices.js" defer></script>
              <body><h1>内网门户</h1><button id="before">before</button><tocsin-notices %s></tocsin-notices></body></html>
              """
                  .formatted(platform, attributes)
                  .getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .add(
                  "Content-Security-Policy",
                  "default-src 'none'; script-src %1$s; connect-src %1$s; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
                      .formatted(platform));
          exchange.getResponseHeaders().add("Content-Type", "text/html;charset=UTF-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  /** The page's address with these attributes of the widget, such as {@code unit=yunxi}. */
  String with(String... attributes) {
    return "http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/?"
        + String.join("&", attributes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
