package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.NotificationEvent.ContactCodeReceivedV1;
import io.tocsin.contracts.RosterEvent.PersonMessageRequestedV1;
import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Contact points are verified, and tried in the order that the person wants. */
class ContactPointsTest extends ServiceTest {

  private static final Pattern CODE = Pattern.compile("(\\d{6})");
  private static TopicProbe told;

  @BeforeAll
  static void listen() {
    told = new TopicProbe(Topics.ROSTER);
  }

  @AfterAll
  static void hangUp() {
    told.close();
  }

  @Test
  void a_contact_point_is_verified_by_the_code_that_comes_there() {
    WebTestClient own = roster.as("sun-qian~RESPONDER");
    String contacts = "/api/v1/people/sun-qian/contacts";
    own.get()
        .uri(contacts)
        .exchange()
        .expectBody()
        .jsonPath("$.items[0].verifiedAt")
        .isEqualTo(null);
    own.post().uri(contacts + "/1/verification").exchange().expectStatus().isAccepted();
    PersonMessageRequestedV1 message = told.messagesTo("sun-qian").getLast();
    assertThat(message.contacts())
        .singleElement()
        .extracting(c -> c.channel())
        .isEqualTo(Channel.SMS);
    Matcher code = CODE.matcher(message.text());
    assertThat(code.find()).isTrue();

    put(own, contacts + "/1/verification", Map.of("code", "nonsense"))
        .expectStatus()
        .isEqualTo(409);
    put(own, contacts + "/1/verification", Map.of("code", code.group(1)))
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items[0].verifiedAt")
        .isNotEmpty();
    put(own, contacts + "/order", Map.of("channels", List.of("EMAIL", "SMS")))
        .expectStatus()
        .isOk();
    own.get()
        .uri("/api/v1/people/sun-qian")
        .exchange()
        .expectBody()
        .jsonPath("$.contacts[0].channel")
        .isEqualTo("EMAIL");
    roster.as("wu-gang~RESPONDER").get().uri(contacts).exchange().expectStatus().isForbidden();
  }

  @Test
  void who_has_only_a_chat_room_is_told_there_and_verifies_it() {
    applied(
        demo.replace(
            "\npeople:\n",
            """

            people:
              - {id: in-room, name: 房中人, unit: province, contacts: [{channel: VOICE, to: "+8613800000099"}, {channel: CHAT, to: ops/13800000099}]}
            """));
    Instant from = Instant.now().plus(Duration.ofDays(50));
    post(
        admin,
        "/api/v1/schedules/st-duty/overrides",
        Map.of(
            "personId",
            "in-room",
            "from",
            from.toString(),
            "until",
            from.plusSeconds(3600).toString(),
            "reason",
            "培训"));

    ContactPoint room = new ContactPoint(Channel.CHAT, "ops/13800000099");
    assertThat(told.messagesTo("in-room"))
        .singleElement()
        .satisfies(m -> {
          assertThat(m.contacts()).containsExactly(room);
          assertThat(m.text()).contains("安排您值班：岗位 ST");
        });
    assertThat(unverified()).contains("房中人", "ops/13800000099");

    WebTestClient own = roster.as("in-room~RESPONDER");
    String verification = "/api/v1/people/in-room/contacts/2/verification";
    own.post().uri(verification).exchange().expectStatus().isAccepted();
    PersonMessageRequestedV1 sent = told.messagesTo("in-room").getLast();
    assertThat(sent.contacts()).containsExactly(room);
    assertThat(sent.text()).doesNotContain("不要告诉他人");
    Matcher code = CODE.matcher(sent.text());
    assertThat(code.find()).isTrue();
    put(own, verification, Map.of("code", code.group(1))).expectStatus().isOk();
    assertThat(unverified()).isEmpty();
    own.post()
        .uri("/api/v1/people/in-room/contacts/1/verification")
        .exchange()
        .expectStatus()
        .isBadRequest();
  }

  /** Why the one in the room cannot be relied on for the shift that they were put on. */
  private static String unverified() {
    Instant from = Instant.now().plus(Duration.ofDays(49));
    Instant to = from.plus(Duration.ofDays(3));
    return get(admin, "/api/v1/roster/gaps?post=ST&from=%s&to=%s".formatted(from, to))
        .path("items")
        .valueStream()
        .filter(gap -> gap.path("kind").asString().equals("UNVERIFIED"))
        .filter(gap -> gap.path("personId").asString().equals("in-room"))
        .map(gap -> gap.path("reason").asString())
        .findFirst()
        .orElse("");
  }

  @Test
  void the_code_may_be_answered_by_sms_from_the_phone_that_it_came_to() {
    WebTestClient own = roster.as("zhao-lei~RESPONDER");
    String contacts = "/api/v1/people/zhao-lei/contacts";
    String phone = get(own, contacts).path("items").path(0).path("to").asString();
    try (TopicProbe replies = new TopicProbe(Topics.NOTIFICATIONS)) {
      reply(replies, phone, "000000", Instant.now());
      assertThat(answerTo("zhao-lei", 1)).contains("没有等待验证的代码");

      own.post().uri(contacts + "/1/verification").exchange().expectStatus().isAccepted();
      String asked = answerTo("zhao-lei", 2);
      assertThat(asked).contains("请直接回复这6位数字");
      Matcher code = CODE.matcher(asked);
      assertThat(code.find()).isTrue();
      String wrong = code.group(1).equals("111111") ? "222222" : "111111";

      reply(replies, phone, code.group(1), Instant.now().plus(Duration.ofMinutes(16)));
      assertThat(answerTo("zhao-lei", 3)).contains("验证码已过期");
      reply(replies, phone, wrong, Instant.now());
      assertThat(answerTo("zhao-lei", 4)).contains("验证码不正确");
      assertThat(get(own, contacts).path("items").path(0).path("verifiedAt").isNull()).isTrue();

      Envelope<?> right = reply(replies, phone, code.group(1), Instant.now());
      assertThat(answerTo("zhao-lei", 5)).contains("此号码已验证");
      assertThat(get(own, contacts).path("items").path(0).path("verifiedAt").asString())
          .isNotEmpty();

      replies.write(phone, right);
      reply(replies, "+8613899999999", "123456", Instant.now());
      reply(replies, phone, "123456", Instant.now());
      assertThat(answerTo("zhao-lei", 6))
          .as("nothing for the record that came again, nothing for a stranger")
          .contains("此号码已验证");
      assertThat(told.events(PersonMessageRequestedV1.class))
          .noneMatch(m -> m.contacts().stream().anyMatch(c -> c.to().equals("+8613899999999")));
    }
  }

  private static Envelope<?> reply(TopicProbe replies, String from, String code, Instant at) {
    Envelope<?> envelope =
        new Envelope<>(
            TopicProbe.id(), at, null, new ContactCodeReceivedV1(Channel.SMS, from, code, at));
    replies.write(from, envelope);
    return envelope;
  }

  /** The text of the person's nth message about a contact point. */
  private static String answerTo(String person, int n) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> codeMessages(person), found -> found.size() >= n)
        .get(n - 1)
        .text();
  }

  private static List<PersonMessageRequestedV1> codeMessages(String person) {
    return told.messagesTo(person).stream().filter(m -> m.subject().startsWith("联络方式验证")).toList();
  }
}
