package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.RosterEvent.PersonMessageRequestedV1;
import io.tocsin.contracts.Topics;
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
}
