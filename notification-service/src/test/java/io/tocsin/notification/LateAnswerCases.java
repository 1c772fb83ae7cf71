package io.tocsin.notification;

import static io.tocsin.notification.world.ManyChannels.SOON;
import static io.tocsin.notification.world.ManyChannels.WORLD;
import static io.tocsin.notification.world.ManyChannels.acknowledgements;
import static io.tocsin.notification.world.ManyChannels.awaitState;
import static io.tocsin.notification.world.ManyChannels.delivery;
import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.notification.incidents.IncidentsKnown;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever answers a page when its fault is over is told so, by the way he answered. */
abstract class LateAnswerCases extends AnswerCases {

  @Test
  void whoeverAnswersAfterTheFaultIsOverIsToldSoThoughNobodyTookThePageBack() throws Exception {
    String number = number();
    PageRequestedV1 page = page(incident, 0, Channel.SMS, Channel.EMAIL);
    WORLD.assign(
        page,
        person(
            "wan-da",
            "晚答",
            "zh-CN",
            new ContactPoint(Channel.SMS, number),
            new ContactPoint(Channel.EMAIL, "late-" + incident.id() + "@province.example.cn")));
    awaitState(page, "SMS", "DELIVERED");
    awaitState(page, "EMAIL", "HANDED_OFF");

    ended(incident);
    WORLD.centre.reply(digits(number), code(WORLD.centre.texts(digits(number)).getFirst()));

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.centre.texts(digits(number)))
                .last()
                .asString()
                .contains("您的回复已登记", "2026-0050已结束", "不由您处置"));
    await().atMost(SOON).until(() -> acknowledgements(page).size() == 1);
    String link = link(textOfMail(delivery(page, "EMAIL").path("id").asString()));
    WORLD
        .api(null)
        .post()
        .uri(link)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .value(html -> assertThat(html).contains("fault 2026-0050 has ended"));
  }

  private static String code(String text) {
    Matcher code = Pattern.compile("回复(\\d{4})确认").matcher(text);
    assertThat(code.find()).as(text).isTrue();
    return code.group(1);
  }

  private static String link(String text) {
    Matcher link = Pattern.compile("/api/v1/inbound/acknowledge/\\S+").matcher(text);
    assertThat(link.find()).as(text).isTrue();
    return link.group();
  }

  /** Completes when the service knows. */
  private static void ended(IncidentFacts incident) {
    IncidentFacts now = in(IncidentState.ENDED, incident);
    WORLD.topic.write(
        Topics.INCIDENTS,
        incident.id(),
        new Envelope<>(
            UUID.randomUUID().toString(),
            Instant.now(),
            null,
            new IncidentTransitionedV1(
                9,
                now,
                new LocalText("结束响应", "response ended"),
                Actor.SYSTEM,
                IncidentState.RESTORED,
                IncidentState.ENDED)));
    await()
        .atMost(SOON)
        .until(() -> {
          var known = WORLD.bean(IncidentsKnown.class).find(incident.id()).toFuture().join();
          return known != null && Objects.equals(known.state(), IncidentState.ENDED);
        });
  }

  private static IncidentFacts in(IncidentState state, IncidentFacts facts) {
    return new IncidentFacts(
        facts.id(),
        facts.number(),
        facts.system(),
        facts.scope(),
        facts.severity(),
        facts.degree(),
        state,
        facts.serviceState(),
        facts.cause(),
        facts.exercise(),
        facts.units(),
        facts.reports(),
        facts.openedAt(),
        null);
  }
}
