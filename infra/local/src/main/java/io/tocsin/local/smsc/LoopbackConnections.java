package io.tocsin.local.smsc;

import io.tocsin.local.Ports;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;

/**
 * Listens on 127.0.0.1 alone and answers at once: with Nagle's algorithm an answer waits up to 40
 * ms for the next one.
 */
final class LoopbackConnections implements ServerConnectionFactory {

  private static final int BACKLOG = 64;

  private final ServerSocket socket;

  LoopbackConnections() throws IOException {
    socket =
        new ServerSocket() {
          @Override
          public Socket accept() throws IOException {
            Socket accepted = super.accept();
            accepted.setTcpNoDelay(true);
            return accepted;
          }
        };
  }

  /** The port in use, also where the system chose it. */
  int port() {
    return socket.getLocalPort();
  }

  @Override
  public ServerConnection listen(int port) throws IOException {
    return listen(port, 0, BACKLOG);
  }

  @Override
  public ServerConnection listen(int port, int timeout) throws IOException {
    return listen(port, timeout, BACKLOG);
  }

  @Override
  public ServerConnection listen(int port, int timeout, int backlog) throws IOException {
    socket.setReuseAddress(true);
    socket.setSoTimeout(timeout);
    socket.bind(Ports.loopback(port), backlog);
    return new ServerSocketConnection(socket);
  }
}
