package io.tocsin.notification;

import static io.tocsin.notification.world.World.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.Notice;
import io.tocsin.contracts.IncidentEvent.NoticeFacts;
import io.tocsin.contracts.IncidentEvent.NoticeWithdrawnV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.notification.world.CapAlerts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What is on the board as alerts of the Common Alerting Protocol, as a receiver fetches them. */
abstract class AlertCases extends BoardCases {

  private static WebTestClient.ResponseSpec get(String notice) {
    return WORLD.api(null).get().uri("/api/v1/feeds/cap/" + notice + ".xml").exchange();
  }

  private static boolean there(String notice) {
    return get(notice).expectBody().returnResult().getStatus().is2xxSuccessful();
  }

  /** What an element of the alert says, each time; the alert must be valid. */
  private static List<String> said(String notice, String element) {
    byte[] alert = get(notice).expectStatus().isOk().expectBody().returnResult().getResponseBody();
    return CapAlerts.texts(CapAlerts.read(Objects.requireNonNull(alert)), element);
  }

  private static String issued(IncidentFacts incident, NoticeType type, @Nullable String refersTo) {
    String id = UUID.randomUUID().toString();
    issue(
        incident,
        new Notice(
            id,
            incident.number() + "-" + type,
            type,
            refersTo,
            new LocalText("财务支付系统 " + type, "Treasury payment " + type),
            new LocalText("请看说明 <&>", "As it says <&>"),
            Audience.UNITS,
            List.of("yunxi", "baita"),
            List.of(Channel.INTRANET),
            Instant.now(),
            Instant.now().plusSeconds(3600),
            new NoticeFacts(
                Instant.now(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new LocalText("请停止操作", "Stop work"),
                null,
                null,
                "0800-1234",
                null)));
    await().atMost(SOON).until(() -> there(id));
    return id;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allThatAnIncidentSaysIsValidAsAnAlertAndADrillIsAnExercise(boolean drill) {
    IncidentFacts incident =
        incident(UUID.randomUUID().toString(), drill ? "2026-7002" : "2026-7001", drill);

    String fault = issued(incident, NoticeType.FAULT, null);
    String suspension = issued(incident, NoticeType.SUSPENSION, null);
    String progress = issued(incident, NoticeType.PROGRESS, suspension);
    String restoration = issued(incident, NoticeType.RESTORATION, suspension);

    List<String> all = List.of(fault, suspension, progress, restoration);
    assertThat(all.stream().map(id -> said(id, "msgType").getFirst()))
        .containsExactly("Alert", "Alert", "Update", "Update");
    assertThat(all.stream().map(id -> said(id, "status").getFirst()))
        .containsOnly(drill ? "Exercise" : "Actual");
    assertThat(said(restoration, "references").getFirst()).contains("," + suspension + ",");
    assertThat(said(suspension, "instruction")).containsExactly("请停止操作", "Stop work");
    assertThat(said(suspension, "areaDesc")).containsExactly("云溪县局", "白塔县局", "Yunxi", "Baita");

    write(
        incident,
        new NoticeWithdrawnV1(
            9, incident, new LocalText("误发", "in error"), Actor.SYSTEM, restoration));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(said(restoration, "msgType")).containsExactly("Cancel"));
    assertThat(said(restoration, "references").getFirst())
        .contains("," + restoration + ",")
        .doesNotContain(suspension);
  }

  @Test
  void aPostedNoticeIsValidAsAnAlertAlsoWhenItWasRevisedFollowedAndTakenBack() {
    String notice = id(posted(PLAIN));
    assertThat(said(notice, "msgType")).containsExactly("Alert");

    changed("PUT", notice, "", Map.of("title", "明晚维护", "body", "22:00"));
    String follower = id(posted(with(PLAIN, "refersTo", notice)));

    assertThat(said(notice, "identifier")).containsExactly(notice + ".2");
    assertThat(said(follower, "references").getFirst())
        .contains("," + notice + ",", "," + notice + ".2,");
    changed("POST", notice, "/withdraw", Map.of("reason", "发错了"));
    assertThat(said(notice, "msgType")).containsExactly("Cancel");
    assertThat(said(notice, "references").getFirst())
        .contains("," + notice + ",", "," + notice + ".2,");
  }
}
