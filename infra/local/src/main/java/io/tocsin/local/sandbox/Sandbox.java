package io.tocsin.local.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.local.Ports;
import io.tocsin.local.fault.Fault;
import io.tocsin.local.fault.Faults;
import io.tocsin.local.mail.MailSink;
import io.tocsin.local.smsc.Sms;
import io.tocsin.local.smsc.SmsCentre;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The phones ({@code /handset}), the mailboxes ({@code /mailbox}) and their JSON. Only the parts
 * that are embedded are shown: where a real SMS centre or mail server is used, there is nothing
 * here to look at.
 */
public final class Sandbox implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

  private static final int SHOWN = 1_000;
  private static final int MOST = 20_000;

  /** One UCS-2 message: the centre does not cut what a phone types. */
  private static final int LONGEST_REPLY = 70;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final HttpServer server;
  private final @Nullable SmsCentre centre;
  private final @Nullable MailSink mail;
  private final Faults faults;

  private Sandbox(
      HttpServer server, @Nullable SmsCentre centre, @Nullable MailSink mail, Faults faults) {
    this.server = server;
    this.centre = centre;
    this.mail = mail;
    this.faults = faults;
  }

  /**
   * Listens on the loopback interface.
   *
   * @param centre null where a real one is used
   * @param mail null where a real one is used
   * @throws io.tocsin.local.StartRefusedException when the port is taken
   */
  public static Sandbox start(
      int port, @Nullable SmsCentre centre, @Nullable MailSink mail, Faults faults) {
    try {
      HttpServer server = HttpServer.create(Ports.loopback(port), 128);
      Sandbox sandbox = new Sandbox(server, centre, mail, faults);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", sandbox::handle);
      server.start();
      return sandbox;
    } catch (IOException e) {
      throw Ports.busy("sandbox", port, e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange http) throws IOException {
    Exchange exchange = new Exchange(http);
    try {
      answer(exchange);
    } catch (Refusal e) {
      exchange.problem(e);
    } catch (RuntimeException e) {
      log.error("{} {} failed", exchange.method(), exchange.path(), e);
      exchange.problem(new Refusal(500, "The sandbox failed; its log says how"));
    } finally {
      http.close();
    }
  }

  private void answer(Exchange exchange) throws IOException {
    switch (exchange.method() + " " + exchange.path()) {
      case "GET /" -> exchange.redirect("/handset");
      case "GET /handset" -> page(exchange, "handset.html");
      case "GET /mailbox" -> page(exchange, "mailbox.html");
      case "GET /api/changes" ->
          exchange.json(
              200,
              Map.of(
                  "sms", centre == null ? 0 : centre.changes(),
                  "mail", mail == null ? 0 : mail.changes()));
      case "GET /api/sms" -> exchange.json(200, sms(exchange));
      case "DELETE /api/sms" -> {
        centre().clear();
        exchange.send(204, "application/json", new byte[0]);
      }
      case "POST /api/sms/reply" -> reply(exchange);
      case "GET /api/mail" ->
          exchange.json(
              200,
              mail()
                  .mails(
                      m -> matches(exchange.query("to"), m.to()),
                      exchange.count("limit", SHOWN, MOST)));
      case "DELETE /api/mail" -> {
        mail().clear();
        exchange.send(204, "application/json", new byte[0]);
      }
      case "GET /api/faults" -> exchange.json(200, faults.standing());
      case "DELETE /api/faults" -> {
        faults.clear();
        exchange.send(204, "application/json", new byte[0]);
      }
      case "POST /api/faults" -> fault(exchange);
      default -> {
        if (!exchange.method().equals("GET") || !exchange.path().startsWith("/static/")) {
          throw new Refusal(404, "There is no %s %s".formatted(exchange.method(), exchange.path()));
        }
        page(exchange, exchange.path().substring("/static/".length()));
      }
    }
  }

  private Object sms(Exchange exchange) {
    Optional<String> to = exchange.query("to");
    Predicate<Sms> matching = message -> matches(to, message.to());
    return centre().messages(matching, exchange.count("limit", SHOWN, MOST));
  }

  /**
   * A plus sign that nobody escaped arrives as a space; numbers are compared by their digits then.
   */
  private static boolean matches(Optional<String> wanted, String recipient) {
    return wanted.isEmpty()
        || wanted.get().equalsIgnoreCase(recipient)
        || digits(wanted.get()).equals(digits(recipient)) && !recipient.contains("@");
  }

  private static String digits(String number) {
    return number.replaceAll("[^0-9]", "");
  }

  private void reply(Exchange exchange) throws IOException {
    JsonNode body = exchange.body();
    String from = Exchange.text(body, "from");
    String text = Exchange.text(body, "text");
    if (text.length() > LONGEST_REPLY) {
      throw Refusal.field(
          "text",
          "Expected at most %d characters, but got %d".formatted(LONGEST_REPLY, text.length()));
    }
    boolean bound = centre().reply(from, text);
    exchange.json(202, Map.of("from", from, "text", text, "delivered", bound));
  }

  private void fault(Exchange exchange) throws IOException {
    JsonNode body = exchange.body();
    String channel = Exchange.text(body, "channel").toUpperCase(Locale.ROOT);
    if (!channel.equals(SmsCentre.CHANNEL) && !channel.equals(MailSink.CHANNEL)) {
      throw Refusal.field("channel", "Expected SMS or EMAIL, but got " + channel);
    }
    String to = Exchange.text(body, "to");
    String fault = Exchange.text(body, "fault").toUpperCase(Locale.ROOT);
    if (fault.equals("NONE")) {
      faults.clear(channel, to);
    } else {
      faults.set(channel, to, known(fault));
    }
    exchange.json(200, faults.standing());
  }

  private static Fault known(String name) {
    return Arrays.stream(Fault.values())
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Refusal.field(
                "fault",
                "Expected reject, throttle, silence, drop or none, but got "
                    + name.toLowerCase(Locale.ROOT)));
  }

  private SmsCentre centre() {
    if (centre == null) {
      throw new Refusal(
          404, "A real SMS centre is used (SMPP_HOST); the sandbox sees nothing of it");
    }
    return centre;
  }

  private MailSink mail() {
    if (mail == null) {
      throw new Refusal(
          404, "A real mail server is used (SMTP_HOST); the sandbox sees nothing of it");
    }
    return mail;
  }

  private static void page(Exchange exchange, String name) throws IOException {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    try (InputStream in =
        name.contains("..") ? null : Sandbox.class.getResourceAsStream("/sandbox/" + name)) {
      if (in == null || type == null) {
        throw new Refusal(404, "There is no page " + name);
      }
      exchange.send(200, type, in.readAllBytes());
    }
  }
}
