package io.tocsin.notification;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static io.tocsin.notification.domain.Channel.SMS;
import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.PeoplePagedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentFacts.AffectedUnit;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NotificationEvent.NoticeConfirmedV1;
import io.tocsin.notification.deliveries.DeliveryIds;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.world.BoardStream;
import io.tocsin.notification.world.Centre;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What becomes of a notice after it was posted: confirmed, put in other words, taken back. */
abstract class NoticeLifeCases extends BoardCases {

  private static WebTestClient.ResponseSpec confirm(String who, String notice, String body) {
    return WORLD
        .api(who)
        .post()
        .uri("/api/v1/notices/" + notice + "/confirmations")
        .header("Content-Type", "application/json")
        .bodyValue(body)
        .exchange();
  }

  private static WebTestClient.ResponseSpec act(String who, String notice, String reason) {
    return WORLD
        .api(who)
        .post()
        .uri("/api/v1/notices/" + notice + "/withdraw")
        .bodyValue(Map.of("reason", reason))
        .exchange();
  }

  private static WebTestClient.ResponseSpec revise(String notice, String ifMatch, String title) {
    return WORLD
        .api("DUTY_LEAD")
        .put()
        .uri("/api/v1/notices/" + notice + "?lang=en")
        .header("If-Match", ifMatch)
        .bodyValue(Map.of("title", title, "body", "new words"))
        .exchange();
  }

  private static JsonNode get(String path) {
    return json(WORLD.api("LEADER").get().uri(path).exchange().expectStatus().isOk());
  }

  private static List<NoticeConfirmedV1> told(String notice) {
    return WORLD.topic.events(NoticeConfirmedV1.class).stream()
        .filter(c -> c.noticeId().equals(notice))
        .toList();
  }

  @Test
  void eachUnitConfirmsOnceAndEverybodySeesWhoAndWhen() {
    String notice = id(posted(PLAIN));

    confirm("REPORTER~yunxi", notice, "{}").expectStatus().isCreated();
    confirm("REPORTER~yunxi", notice, "{}").expectStatus().isOk();
    confirm("RESPONDER~yunxi", notice, "{\"unit\":\"yunxi-east\"}").expectStatus().isCreated();
    confirm("DUTY_LEAD", notice, "{\"unit\":\"yunxi\"}").expectStatus().isOk();

    JsonNode shown = get("/api/v1/notices/" + notice);
    assertThat(shown.path("confirmations").path("of").asInt()).isEqualTo(3);
    assertThat(shown.path("confirmations").path("confirmed").asInt()).isEqualTo(2);
    assertThat(shown.path("deliveries").path("INTRANET").path("CONFIRMED").asInt()).isEqualTo(2);
    assertThat(shown.path("deliveries").path("INTRANET").path("DELIVERED").asInt()).isEqualTo(1);
    JsonNode rows = get("/api/v1/notices/" + notice + "/confirmations").path("items");
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).path("unit").asString()).isEqualTo("baita");
    assertThat(rows.get(0).path("state").asString()).isEqualTo("OPEN");
    assertThat(rows.get(1).path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(rows.get(1).path("personId").asString()).isEqualTo("test-REPORTER~yunxi");
    assertThat(rows.get(1).path("channel").asString()).isEqualTo("INTRANET");
    await().atMost(SOON).until(() -> told(notice).size() == 2);
    NoticeConfirmedV1 first = told(notice).getFirst();
    assertThat(first.unit()).isEqualTo("yunxi");
    assertThat(first.personName()).isEqualTo("REPORTER~yunxi");
    assertThat(get("/widget/confirmations?unit=yunxi").path("items").valueStream())
        .anyMatch(mark -> mark.path("noticeId").asString().equals(notice));
  }

  @Test
  void whoeverDoesNotSpeakForTheUnitCannotConfirmForIt() {
    String notice = id(posted(with(PLAIN, "audience", List.of("baita", "yunxi"))));

    confirm("REPORTER~yunxi", notice, "{\"unit\":\"baita\"}").expectStatus().isForbidden();
    confirm("RESPONDER~province", notice, "{\"unit\":\"baita\"}").expectStatus().isForbidden();
    confirm("REPORTER", notice, "{\"unit\":\"baita\"}").expectStatus().isForbidden();
    confirm("REPORTER", notice, "{}").expectStatus().isBadRequest();
    JsonNode outside =
        json(
            confirm("REPORTER~yunxi", notice, "{\"unit\":\"yunxi-east\"}")
                .expectStatus()
                .isBadRequest());
    assertThat(outside.path("errors").get(0).path("field").asString()).isEqualTo("unit");
    confirm("LEADER", "none", "{\"unit\":\"baita\"}").expectStatus().isNotFound();
    assertThat(get("/api/v1/notices/" + notice).path("confirmations").path("confirmed").asInt())
        .isZero();
  }

  @Test
  void aRevisionTakesThePlaceOfTheWordsBeforeAndAsksForConfirmationAgain() {
    String notice = id(posted(PLAIN));
    confirm("REPORTER~yunxi", notice, "{}").expectStatus().isCreated();
    try (BoardStream stream = new BoardStream(WORLD.port(), "unit=yunxi&lang=en", null)) {

      JsonNode revised = json(revise(notice, "\"1\"", "Tomorrow night").expectStatus().isOk());

      assertThat(revised.path("revision").asInt()).isEqualTo(2);
      await()
          .atMost(SOON)
          .until(() ->
              stream.notices().stream()
                  .anyMatch(e -> e.data().path("title").asString().equals("Tomorrow night")));
    }
    revise(notice, "\"1\"", "Too late").expectStatus().isEqualTo(412);
    JsonNode shown = get("/api/v1/notices/" + notice);
    assertThat(shown.path("confirmations").path("confirmed").asInt()).isZero();
    JsonNode history = get("/api/v1/notices/" + notice + "/revisions?lang=en").path("items");
    assertThat(history).hasSize(2);
    assertThat(history.get(0).path("title").asString()).isEqualTo("Maintenance tonight");
    assertThat(history.get(1).path("by").asString()).isEqualTo("DUTY_LEAD");
    assertThat(get("/api/v1/notices/" + notice + "/confirmations").path("items").valueStream())
        .anyMatch(row -> row.path("state").asString().equals("OUTDATED"));
    confirm("REPORTER~yunxi", notice, "{}").expectStatus().isCreated();
    assertThat(get("/api/v1/notices/" + notice).path("confirmations").path("confirmed").asInt())
        .isEqualTo(1);
  }

  @Test
  void aNoticeTakenBackSaysWhyAndIsConfirmedNoMore() {
    String notice = id(posted(PLAIN));

    act("RESPONDER", notice, "wrong").expectStatus().isForbidden();
    act("LEADER", notice, " ").expectStatus().isBadRequest();
    JsonNode withdrawn = json(act("LEADER", notice, "发错了").expectStatus().isOk());

    assertThat(withdrawn.path("withdrawnFor").asString()).isEqualTo("发错了");
    assertThat(list("active=true&limit=200")).noneMatch(n -> id(n).equals(notice));
    confirm("REPORTER~yunxi", notice, "{}").expectStatus().isEqualTo(409);
    act("LEADER", notice, "again").expectStatus().isEqualTo(409);
    revise(notice, "\"1\"", "no").expectStatus().isEqualTo(409);
  }

  @Test
  void whoeverHasReadANoticeIsToldOfAllThatBecomesOfIt() {
    String notice = id(posted(PLAIN));
    String tag =
        Objects.requireNonNull(
            WORLD
                .api("LEADER")
                .get()
                .uri("/api/v1/notices/" + notice)
                .exchange()
                .returnResult()
                .getResponseHeaders()
                .getETag());
    confirm("REPORTER~yunxi", notice, "{}").expectStatus().isCreated();
    act("LEADER", notice, "发错了").expectStatus().isOk();

    JsonNode again =
        json(
            WORLD
                .api("LEADER")
                .get()
                .uri("/api/v1/notices/" + notice)
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isOk());

    assertThat(again.path("withdrawnFor").asString()).isEqualTo("发错了");
    assertThat(again.path("confirmations").path("confirmed").asInt()).isEqualTo(1);
  }

  @Test
  void whatAnIncidentIssuedIsChangedThereOnly() {
    IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0077", false);
    var notice = notice(incident, Channel.INTRANET);
    issue(incident, notice);
    await().atMost(SOON).until(() -> !list("incident=" + incident.id()).isEmpty());

    act("LEADER", notice.noticeId(), "wrong").expectStatus().isEqualTo(409);
    confirm("REPORTER~yunxi", notice.noticeId(), "{}").expectStatus().isCreated();

    await().atMost(SOON).until(() -> told(notice.noticeId()).size() == 1);
    NoticeConfirmedV1 told = told(notice.noticeId()).getFirst();
    assertThat(told.incidentId()).isEqualTo(incident.id());
  }

  @Test
  void aUnitThatConfirmsByTelephoneHasConfirmedTheNotice() {
    String notice =
        id(
            posted(
                with(
                    with(PLAIN, "audience", List.of("baita")),
                    "channels",
                    List.of("SMS", "INTRANET"))));
    await().atMost(SOON).until(() -> !WORLD.deliveries("notice=" + notice).isEmpty());
    String delivery = id(WORLD.deliveries("notice=" + notice).getFirst());

    WORLD
        .api("RESPONDER")
        .post()
        .uri("/api/v1/deliveries/" + delivery + "/call-result")
        .bodyValue(Map.of("outcome", "CONFIRMED", "who", "何秀兰"))
        .exchange()
        .expectStatus()
        .isOk();

    JsonNode row = get("/api/v1/notices/" + notice + "/confirmations").path("items").get(0);
    assertThat(row.path("state").asString()).isEqualTo("CONFIRMED");
    assertThat(row.path("personName").asString()).isEqualTo("何秀兰");
    assertThat(row.path("channel").asString()).isEqualTo("VOICE");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(told(notice))
                .singleElement()
                .satisfies(c -> assertThat(c.channel()).isEqualTo(Channel.VOICE)));
  }

  /** A progress notice about an incident that hit 白塔 and to which 王明 was called. */
  private static Map<String, Object> aboutAnIncidentThatPagedWangMing() {
    IncidentFacts facts = incident(UUID.randomUUID().toString(), "2026-0078", false);
    IncidentFacts incident =
        new IncidentFacts(
            facts.id(),
            facts.number(),
            facts.system(),
            facts.scope(),
            facts.severity(),
            facts.degree(),
            facts.state(),
            facts.serviceState(),
            facts.cause(),
            false,
            List.of(new AffectedUnit("baita", 1, Instant.now())),
            1,
            Instant.now(),
            null);
    write(
        incident,
        new PeoplePagedV1(
            2,
            incident,
            new LocalText("呼叫", "paged"),
            Actor.SYSTEM,
            "page",
            1,
            0,
            "DB",
            null,
            List.of(new Actor("wang-ming", "王明")),
            List.of(Channel.SMS)));
    Map<String, Object> about = with(with(PLAIN, "incidentId", incident.id()), "type", "PROGRESS");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            post("LEADER", with(about, "audience", "AFFECTED_UNITS")).expectStatus().isCreated());
    return about;
  }

  @Test
  void theTeamAndTheVendorsOfTheSystemAreToldAndNobodyElse() {
    Map<String, Object> about = aboutAnIncidentThatPagedWangMing();

    JsonNode affected = list("incident=" + about.get("incidentId")).getFirst();
    JsonNode team = posted(with(with(about, "audience", "TEAM"), "channels", List.of("EMAIL")));
    JsonNode vendors = posted(with(with(about, "audience", "VENDORS"), "channels", List.of("SMS")));

    assertThat(affected.path("units").valueStream().map(JsonNode::asString))
        .containsExactly("baita");
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(WORLD.deliveries("notice=" + id(team)))
              .singleElement()
              .satisfies(d -> {
                assertThat(d.path("recipient").path("id").asString()).isEqualTo("wang-ming");
                assertThat(d.path("recipient").path("address").asString())
                    .as("mail to his first address came back")
                    .isEqualTo("wang-ming@example.cn");
                assertThat(d.path("subject").asString()).isEqualTo("Maintenance tonight");
              });
          assertThat(WORLD.deliveries("notice=" + id(vendors)))
              .singleElement()
              .satisfies(
                  d -> assertThat(d.path("recipient").path("name").asString()).isEqualTo("埃克米公司"));
          assertThat(WORLD.centre.parts(digits(VENDOR_PHONE))).isNotEmpty();
        });
    post("LEADER", with(about, "audience", "TEAM")).expectStatus().isBadRequest();
    post("LEADER", with(with(PLAIN, "audience", "TEAM"), "channels", List.of("SMS")))
        .expectStatus()
        .isBadRequest();
    assertThat(list("limit=200")).noneMatch(n -> id(n).equals(id(team)));
  }

  @Test
  void whoeverANoticeDidNotReachIsFollowedUpOnceWhetherUnitPersonOrVendor() {
    Map<String, Object> about = aboutAnIncidentThatPagedWangMing();
    WORLD.centre.treat(digits(VENDOR_PHONE), Centre.Manner.REFUSE);

    JsonNode team =
        posted(with(with(about, "audience", "TEAM"), "channels", List.of("SMS", "EMAIL")));
    JsonNode vendors = posted(with(with(about, "audience", "VENDORS"), "channels", List.of("SMS")));

    JsonNode wangMing = theOnlyCall(team);
    assertThat(wangMing.path("reason").path("en").asString())
        .as("the mail is under way already")
        .doesNotContain("goes by e-mail");
    assertThat(WORLD.deliveries("notice=" + id(team))).hasSize(2);
    assertThat(theOnlyCall(vendors).path("phones").valueStream().map(JsonNode::asString))
        .containsExactly(VENDOR_PHONE);
    WORLD.centre.treat(digits(VENDOR_PHONE), Centre.Manner.DELIVER);
  }

  @Test
  void aUnitThatConfirmsOnTheBoardIsNotTelephonedNorOneWhoseNoticeIsTakenBack() {
    Map<String, Object> toBaita =
        with(with(PLAIN, "audience", List.of("baita")), "channels", List.of("SMS", "INTRANET"));
    JsonNode confirmed = posted(toBaita);
    JsonNode withdrawn = posted(toBaita);
    String call = theOnlyCall(confirmed).path("deliveryId").asString();
    theOnlyCall(withdrawn);

    confirm("LEADER", id(confirmed), "{\"unit\":\"baita\"}").expectStatus().isCreated();
    act("LEADER", id(withdrawn), "发错了").expectStatus().isOk();

    assertThat(WORLD.items("/api/v1/call-tasks?notice=" + id(confirmed))).isEmpty();
    assertThat(WORLD.items("/api/v1/call-tasks?notice=" + id(withdrawn))).isEmpty();
    JsonNode sms = get("/api/v1/deliveries/" + call);
    assertThat(sms.path("state").asString()).isEqualTo("FAILED_PERMANENT");
    assertThat(sms.path("followUp").path("why").path("en").asString())
        .isEqualTo("The unit has confirmed the notice");
  }

  @Test
  void aNoticeIsTakenBackThoughReceiptsForItAreStillToCome() {
    WORLD.centre.treat(digits(PHONE), Centre.Manner.NO_RECEIPT);
    JsonNode notice =
        posted(with(with(PLAIN, "audience", List.of("yunxi")), "channels", List.of("SMS")));
    awaitState(notice, "HANDED_OFF");

    act("LEADER", id(notice), "发错了").expectStatus().isOk();

    awaitState(notice, "HANDED_OFF");
    WORLD.centre.treat(digits(PHONE), Centre.Manner.DELIVER);
  }

  /** Whoever sends a notice has it leased: here somebody who never comes back, for an hour. */
  @Test
  void noOtherWayIsLookedForWhileItsNoticeIsStillGoingOut() {
    String leaving = id(posted(PLAIN));
    String out = id(posted(PLAIN));
    change(leaving, set("sendAt", Date.from(Instant.now().plus(Duration.ofHours(1)))));
    lost("baita", leaving);
    // The longest lost comes first: whoever has looked after this one has seen that one as well.
    lost("yunxi-east", out);
    theOnlyCall(out);
    lost("yunxi", out);
    await().atMost(SOON).until(() -> calls(out).size() == 2);

    assertThat(calls(leaving)).isEmpty();
    assertThat(WORLD.deliveries("notice=" + leaving))
        .singleElement()
        .satisfies(d -> assertThat(d.path("followUp").isNull()).isTrue());

    change(leaving, unset("sendAt"));

    theOnlyCall(leaving);
  }

  @Test
  void whatCannotBeFollowedUpKeepsNothingElseFromAnotherWay() {
    String unreadable = id(posted(PLAIN));
    String other = id(posted(PLAIN));
    change(unreadable, set("type", "OF_A_LATER_BUILD"));
    // More of them than are looked at together.
    lost(IntStream.range(0, 210).mapToObj(i -> "far-away-" + i).toList(), unreadable);
    lost("yunxi", other);

    theOnlyCall(other);

    change(unreadable, set("type", "GENERAL"));
    await().atMost(SOON).until(() -> calls(unreadable).size() == 200);
  }

  @Test
  void aLostMessageThatCannotBeReadKeepsNothingElseFromAnotherWay() {
    String notice = id(posted(PLAIN));
    List<String> units = IntStream.range(0, 210).mapToObj(i -> "unreadable-" + i).toList();
    Mono.from(
            WORLD
                .bean(MongoDatabase.class)
                .getCollection("deliveries")
                .insertMany(
                    units.stream()
                        .map(unit ->
                            new Document("_id", unit + notice)
                                .append("version", 1L)
                                .append("state", new Document("kind", "OfALaterBuild"))
                                .append("followUpAt", Date.from(Instant.EPOCH)))
                        .toList()))
        .block(SOON);
    lost("yunxi", notice);

    theOnlyCall(notice);
  }

  /** Changes a notice where it lies in the store. */
  private static void change(String notice, Bson how) {
    Mono.from(
            WORLD
                .bean(MongoDatabase.class)
                .getCollection("notices")
                .updateOne(eq("_id", notice), how))
        .block(SOON);
  }

  private static void lost(String unit, String notice) {
    lost(List.of(unit), notice);
  }

  /** SMS of a notice that the centre has refused a moment ago. */
  private static void lost(List<String> units, String notice) {
    Words why = new Words("空号", "no such number");
    WORLD
        .bean(DeliveryStore.class)
        .add(units.stream().map(unit -> queued(unit, notice).refuse(why)).toList(), null)
        .block(SOON);
  }

  private static Queued queued(String unit, String notice) {
    Instant now = Instant.now();
    return new Queued(
        new Message(
            DeliveryIds.ofNotice(notice, Recipient.Kind.UNIT, unit, SMS),
            SMS,
            Urgency.BULK,
            new Recipient(Recipient.Kind.UNIT, unit, unit, "+8613900000000"),
            Message.About.notice(null, notice),
            new Content(false, null, "今晚维护", null),
            new Words("属于公告范围", "In the audience"),
            null,
            now,
            now.plus(Duration.ofHours(1))));
  }

  private static void awaitState(JsonNode notice, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("notice=" + id(notice)))
                .singleElement()
                .satisfies(d -> assertThat(d.path("state").asString()).isEqualTo(state)));
  }

  @Test
  void nobodyIsTelephonedAboutASuspensionOnceTheSystemIsRestored() {
    Map<String, Object> toBaita =
        with(with(PLAIN, "audience", List.of("baita")), "channels", List.of("SMS", "INTRANET"));
    JsonNode suspension = posted(with(toBaita, "type", "SUSPENSION"));
    String call = theOnlyCall(suspension).path("deliveryId").asString();

    JsonNode restoration =
        posted(with(with(toBaita, "type", "RESTORATION"), "refersTo", id(suspension)));

    theOnlyCall(restoration);
    assertThat(WORLD.items("/api/v1/call-tasks?notice=" + id(suspension))).isEmpty();
    assertThat(get("/api/v1/deliveries/" + call).path("followUp").path("why").path("en").asString())
        .isEqualTo("The system is restored, see notice " + restoration.path("number").asString());
  }

  @Test
  void whatIsLostAfterTheUnitConfirmedOrTheNoticeWasTakenBackLeadsToNothing() {
    WORLD.centre.treat(digits(PHONE), Centre.Manner.SILENT);
    Map<String, Object> toYunxi =
        with(with(PLAIN, "audience", List.of("yunxi")), "channels", List.of("SMS"));
    int before = WORLD.centre.count();
    JsonNode confirmed = posted(toYunxi);
    JsonNode withdrawn = posted(toYunxi);
    await().atMost(SOON).until(() -> WORLD.centre.count() >= before + 2);

    confirm("LEADER", id(confirmed), "{\"unit\":\"yunxi\"}").expectStatus().isCreated();
    act("LEADER", id(withdrawn), "发错了").expectStatus().isOk();

    for (JsonNode notice : List.of(confirmed, withdrawn)) {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(WORLD.deliveries("notice=" + id(notice)))
                  .singleElement()
                  .satisfies(d -> {
                    assertThat(d.path("state").asString()).isEqualTo("UNKNOWN");
                    assertThat(d.path("followUp").path("callDue").asBoolean()).isFalse();
                    assertThat(d.path("followUp").path("why").path("en").asString())
                        .isIn("The unit has confirmed the notice", "发错了");
                  }));
    }
    WORLD.centre.treat(digits(PHONE), Centre.Manner.DELIVER);
  }

  private static JsonNode theOnlyCall(JsonNode notice) {
    return theOnlyCall(id(notice));
  }

  private static JsonNode theOnlyCall(String notice) {
    await().atMost(SOON).untilAsserted(() -> assertThat(calls(notice)).hasSize(1));
    return calls(notice).getFirst();
  }

  private static List<JsonNode> calls(String notice) {
    return WORLD.items("/api/v1/call-tasks?limit=200&notice=" + notice);
  }

  @Test
  void aRestorationEndsASuspensionAndReachesAllWhoGotIt() {
    String suspension = id(posted(with(PLAIN, "type", "SUSPENSION")));
    String other = id(posted(PLAIN));
    Map<String, Object> restoration = with(PLAIN, "type", "RESTORATION");

    post("LEADER", restoration).expectStatus().isBadRequest();
    post("LEADER", with(restoration, "refersTo", "none")).expectStatus().isBadRequest();
    post("LEADER", with(restoration, "refersTo", other)).expectStatus().isBadRequest();
    JsonNode few =
        json(
            post(
                    "LEADER",
                    with(with(restoration, "refersTo", suspension), "audience", List.of("yunxi")))
                .expectStatus()
                .isBadRequest());
    assertThat(few.path("errors").get(0).path("message").asString()).contains("baita");

    JsonNode posted = posted(with(restoration, "refersTo", suspension));

    assertThat(posted.path("refersTo").asString()).isEqualTo(suspension);
  }
}
