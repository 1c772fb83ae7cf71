package io.tocsin.notification.world;

import static io.tocsin.testkit.Patience.PATIENCE;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tocsin.contracts.AssignmentEvent;
import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.FaultNotices;
import io.tocsin.contracts.DirectoryEvent.Grading;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.Topics;
import io.tocsin.notification.NotificationService;
import io.tocsin.testkit.EmbeddedPlatform;
import io.tocsin.testkit.WholeAnswers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The service as a process of its own would run, between real neighbours. */
public final class World implements AutoCloseable {

  private static final AtomicInteger NUMBERS = new AtomicInteger(1);

  public final Centre centre = new Centre().start();
  public GreenMail mailbox = mailServer(0);
  public final Topic topic = new Topic(Topics.NOTIFICATIONS);
  private final Map<String, String> settings = new LinkedHashMap<>();
  private @Nullable ConfigurableApplicationContext context;

  public World(String... more) {
    set("spring.kafka.bootstrap-servers", EmbeddedPlatform.kafkaBootstrapServers());
    set("spring.mongodb.uri", EmbeddedPlatform.mongoUri());
    set("spring.mongodb.database", "notification_" + UUID.randomUUID().toString().substring(0, 8));
    set("server.port", "0");
    // At the end nobody is left to wait for; the default is two seconds.
    set("spring.reactor.netty.shutdown-quiet-period", "0s");
    set("tocsin.smpp.port", String.valueOf(centre.port));
    set("tocsin.smpp.password", "secret");
    set("tocsin.smpp.answer-within", "2s");
    set("tocsin.smpp.reconnect-most", "500ms");
    set("tocsin.smtp.port", String.valueOf(mailbox.getSmtp().getPort()));
    set("tocsin.smtp.from", "tocsin@province.example.cn");
    set("tocsin.sending.answer-within", "4s");
    set("tocsin.sending.poll", "200ms");
    set("tocsin.sending.first-retry", "300ms");
    set("tocsin.sending.slowest-retry", "1s");
    set("tocsin.sending.drain", "3s");
    set("tocsin.notices.heartbeat", "400ms");
    with(more);
  }

  /** Settings as {@code name=value}, before it is started. */
  public World with(String... more) {
    for (String setting : more) {
      set(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return this;
  }

  private static GreenMail mailServer(int port) {
    GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  /** Another mail server in the place of the one that was stopped. */
  public void anotherMailServer() {
    mailbox =
        mailServer(Integer.parseInt(Objects.requireNonNull(settings.get("tocsin.smtp.port"))));
  }

  private void set(String name, String value) {
    settings.put(name, value);
  }

  public World start() {
    context =
        new SpringApplicationBuilder(NotificationService.class, Tokens.class)
            .run(
                settings.entrySet().stream()
                    .map(e -> "--" + e.getKey() + "=" + e.getValue())
                    .toArray(String[]::new));
    return this;
  }

  public void stop() {
    if (context != null) {
      context.close();
      context = null;
    }
  }

  /** As kill -9 leaves it: nothing that is still open can be written down any more. */
  public void stopWithoutGoodbye() {
    bean(com.mongodb.reactivestreams.client.MongoClient.class).close();
    stop();
  }

  @Override
  public void close() {
    stop();
    topic.close();
    centre.close();
    mailbox.stop();
  }

  public int port() {
    return Integer.parseInt(
        Objects.requireNonNull(running().getEnvironment().getProperty("local.server.port")));
  }

  public <T> T bean(Class<T> type) {
    return running().getBean(type);
  }

  private ConfigurableApplicationContext running() {
    return Objects.requireNonNull(context, "Expected a running service, but it is stopped");
  }

  /**
   * A client of the API.
   *
   * @param role stands for a token of somebody who has it; null for none
   */
  public WebTestClient api(@Nullable String role) {
    WebTestClient.Builder client =
        WebTestClient.bindToServer()
            .filter(new WholeAnswers())
            .baseUrl("http://127.0.0.1:" + port())
            .responseTimeout(PATIENCE);
    return role == null
        ? client.build()
        : client.defaultHeader("Authorization", "Bearer " + role).build();
  }

  /** Posts a notice and answers with its id. */
  public String posted(ObjectNode draft) {
    byte[] answer =
        api("LEADER")
            .post()
            .uri("/api/v1/notices")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(draft.toString())
            .exchange()
            .expectStatus()
            .isCreated()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return JsonMapper.shared().readTree(answer).path("id").asString();
  }

  public List<JsonNode> deliveries(String query) {
    return items("/api/v1/deliveries?" + query);
  }

  /** The first page of a list, as a leader sees it. */
  public List<JsonNode> items(String uri) {
    byte[] body =
        api("LEADER")
            .get()
            .uri(uri)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    List<JsonNode> items = new ArrayList<>();
    JsonMapper.shared().readTree(body).path("items").forEach(items::add);
    return items;
  }

  /** A telephone number that no other test uses. */
  public static String number() {
    return "+86138%08d".formatted(NUMBERS.getAndIncrement());
  }

  /** As the centre sees it. */
  public static String digits(String number) {
    return number.substring(1);
  }

  public void directory(DirectoryEvent... entities) {
    for (DirectoryEvent entity : entities) {
      topic.write(
          Topics.DIRECTORY,
          entity.key(),
          new Envelope<>(UUID.randomUUID().toString(), Instant.now(), null, entity));
    }
  }

  /** The last record of a set-up; its revision is higher than that of any test before. */
  public static OrganisationV1 organisation() {
    return new OrganisationV1(
        "江南省财政厅",
        ZoneId.of("Asia/Shanghai"),
        "zh-CN",
        System.currentTimeMillis(),
        new Grading(List.of(), List.of()),
        new FaultNotices(List.of(Channel.INTRANET), List.of(Channel.INTRANET)));
  }

  public static IncidentFacts incident(String id, String number, boolean exercise) {
    return new IncidentFacts(
        id,
        number,
        "payment",
        Scope.GLOBAL,
        Severity.SEV2,
        Degree.FULL_STOP,
        IncidentState.NEW,
        ServiceState.NORMAL,
        "UNKNOWN",
        exercise,
        List.of(),
        2,
        Instant.now(),
        null);
  }

  public static PageRequestedV1 page(IncidentFacts incident, int round, Channel... channels) {
    return new PageRequestedV1(
        UUID.randomUUID().toString(),
        incident,
        "global-severe",
        1,
        round,
        new PageTarget("DB", DutyRole.PRIMARY, null),
        List.of(channels),
        Duration.ofMinutes(5),
        new LocalText("全局重大故障", "global and grave"),
        Instant.now(),
        List.of());
  }

  public static Assignee person(String id, String name, String locale, ContactPoint... contacts) {
    return new Assignee(
        id,
        name,
        "DB",
        DutyRole.PRIMARY,
        List.of(contacts),
        locale,
        new LocalText("值班表 db-duty", "layer of db-duty"));
  }

  public Envelope<?> assign(PageRequestedV1 page, Assignee... people) {
    Envelope<?> envelope =
        new Envelope<>(
            UUID.randomUUID().toString(),
            Instant.now(),
            null,
            new PageAssignedV1(page, List.of(people)));
    topic.write(Topics.ASSIGNMENTS, page.incident().id(), envelope);
    return envelope;
  }

  public void withdraw(PageRequestedV1 page) {
    topic.write(
        Topics.ASSIGNMENTS,
        page.incident().id(),
        new Envelope<>(
            UUID.randomUUID().toString(),
            Instant.now(),
            null,
            new AssignmentEvent.AssignmentsWithdrawnV1(
                page.incident().id(),
                List.of(page.pageId()),
                new LocalText("王明已确认", "acknowledged by Wang Ming"))));
  }
}
