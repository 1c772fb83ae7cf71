package io.tocsin.notification.smshttp;

import static org.awaitility.Awaitility.await;

import io.tocsin.local.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Debian's Kannel: its two boxes, between an HTTP request and an SMS centre. */
final class Kannel implements AutoCloseable {

  static final Path PROGRAM = Path.of("/usr/sbin/bearerbox");

  private static final Duration START = Duration.ofSeconds(60);

  private final int[] ports = Ports.free(3);
  private final Process bearerbox;
  private final Process smsbox;

  /**
   * Starts both.
   *
   * @param home for its configuration and logs
   * @param centre the port of the SMS centre
   * @param replies where what people write goes
   */
  Kannel(Path home, int centre, String replies) throws IOException {
    Path configuration = home.resolve("kannel.conf");
    Files.writeString(configuration, configuration(home, centre, replies));
    bearerbox = start(home, PROGRAM, configuration);
    // The other one gives up for good when it finds nobody to connect to.
    await().atMost(START).until(() -> listens(ports[1]));
    smsbox = start(home, Path.of("/usr/sbin/smsbox"), configuration);
  }

  String url() {
    return "http://127.0.0.1:" + ports[2] + "/cgi-bin/sendsms";
  }

  boolean listens() {
    return listens(ports[2]);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Process start(Path home, Path program, Path configuration) throws IOException {
    return new ProcessBuilder(program.toString(), "-v", "4", configuration.toString())
        .directory(home.toFile())
        .redirectErrorStream(true)
        .redirectOutput(home.resolve(program.getFileName() + ".out").toFile())
        .start();
  }

  private String configuration(Path home, int centre, String replies) {
    return """
    group = core
    admin-port = {admin}
    admin-interface = 127.0.0.1
    admin-password = secret
    smsbox-port = {box}
    smsbox-interface = 127.0.0.1
    box-allow-ip = 127.0.0.1
    box-deny-ip = "*.*.*.*"
    dlr-storage = internal
    log-file = {home}/bearerbox.log

    group = smsc
    smsc = smpp
    smsc-id = centre
    host = 127.0.0.1
    port = {centre}
    smsc-username = tocsin
    smsc-password = secret
    system-type = ""
    transceiver-mode = true
    reconnect-delay = 1

    group = smsbox
    bearerbox-host = 127.0.0.1
    sendsms-port = {send}
    sendsms-interface = 127.0.0.1
    log-file = {home}/smsbox.log

    group = sendsms-user
    username = tocsin
    password = secret
    concatenation = true
    max-messages = 10

    group = sms-service
    keyword = default
    catch-all = true
    max-messages = 0
    get-url = "{replies}?from=%p&text=%a"
    """
        .replace("{admin}", String.valueOf(ports[0]))
        .replace("{box}", String.valueOf(ports[1]))
        .replace("{send}", String.valueOf(ports[2]))
        .replace("{centre}", String.valueOf(centre))
        .replace("{home}", home.toString())
        .replace("{replies}", replies);
  }

  @Override
  public void close() {
    for (Process box : new Process[] {smsbox, bearerbox}) {
      box.destroy();
      var _ =
          box.onExit()
              .completeOnTimeout(box, 10, TimeUnit.SECONDS)
              .thenApply(Process::destroyForcibly)
              .join();
    }
  }
}
