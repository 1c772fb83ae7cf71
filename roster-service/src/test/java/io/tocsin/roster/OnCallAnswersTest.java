package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who answers for a post, who the people are, and why. */
class OnCallAnswersTest extends ServiceTest {

  @Test
  void on_call_says_who_and_why() {

    get("/api/v1/on-call?post=DB&at=2026-03-09T09:02:00+08:00")
        .expectBody()
        .jsonPath("$.at")
        .isEqualTo("2026-03-09T01:02:00Z")
        .jsonPath("$.primary.personId")
        .isEqualTo("wang-ming")
        .jsonPath("$.primary.name")
        .isEqualTo("王明")
        .jsonPath("$.primary.contacts[0].to")
        .isEqualTo("+8613800000003")
        .jsonPath("$.primary.from")
        .isEqualTo("2026-03-09T00:30:00Z")
        .jsonPath("$.primary.until")
        .isEqualTo("2026-03-16T00:30:00Z")
        .jsonPath("$.primary.reason")
        .isEqualTo("schedule db-duty, layer 1, turn 10: 2026-03-09 08:30 to 2026-03-16 08:30")
        .jsonPath("$.substitute.personId")
        .isEqualTo("li-fang");
    get("/api/v1/on-call?post=DB&at=2025-12-31T00:00:00Z")
        .expectBody()
        .jsonPath("$.primary")
        .isEqualTo(null)
        .jsonPath("$.reason")
        .value(
            String.class,
            reason ->
                assertThat(reason)
                    .startsWith(
                        "primary: the primary of schedule db-duty begins at 2026-01-05 08:30"));
    roster
        .as("REPORTER")
        .get()
        .uri("/api/v1/on-call?post=DB")
        .header("Accept-Language", "zh")
        .exchange()
        .expectBody()
        .jsonPath("$.primary.contacts")
        .isEqualTo(null)
        .jsonPath("$.primary.reason")
        .value(String.class, reason -> assertThat(reason).startsWith("值班表 db-duty，第1层，第"));
  }

  @Test
  void the_service_is_ready_only_when_what_people_entered_was_read() {
    get("/actuator/health/readiness")
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("UP")
        .jsonPath("$.components.books.status")
        .isEqualTo("UP");
  }

  @Test
  void what_does_not_exist_or_is_no_time_is_refused() {

    admin.get().uri("/api/v1/on-call?post=XX").exchange().expectStatus().isNotFound();
    admin.get().uri("/api/v1/on-call?post=DB&unit=mars").exchange().expectStatus().isNotFound();
    admin.get().uri("/api/v1/on-call?post=DB&at=noon").exchange().expectStatus().isBadRequest();
    admin
        .get()
        .uri("/api/v1/on-call?post=DB&at=+999999999-12-31T23:59:59Z")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo("at")
        .jsonPath("$.errors[0].message")
        .value(String.class, said -> assertThat(said).contains("from 1900-01-01 to 9998-12-31"));
    admin.get().uri("/api/v1/on-call").exchange().expectStatus().isBadRequest();
    admin.get().uri("/api/v1/people/nobody").exchange().expectStatus().isNotFound();
    admin.get().uri("/api/v1/units?limit=0").exchange().expectStatus().isBadRequest();
    admin.get().uri("/api/v1/units?cursor=made-up").exchange().expectStatus().isBadRequest();
  }

  @Test
  void people_are_shown_with_their_posts() {

    get("/api/v1/people/he-deputy")
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo("何慧")
        .jsonPath("$.posts[0].post")
        .isEqualTo("LD")
        .jsonPath("$.posts[0].role")
        .isEqualTo("SUBSTITUTE")
        .jsonPath("$.posts[0].onShift")
        .isEqualTo(true);
    get("/api/v1/people?post=DB").expectBody().jsonPath("$.items.length()").isEqualTo(2);
    get("/api/v1/units")
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(19)
        .jsonPath("$.next")
        .isEqualTo(null);
    get("/api/v1/units/yunxi").expectBody().jsonPath("$.liaison.contacts.length()").isEqualTo(2);
    get("/api/v1/systems/payment").expectBody().jsonPath("$.correlation.window").isEqualTo("PT30M");
    get("/api/v1/posts").expectBody().jsonPath("$.items.length()").isEqualTo(10);
    get("/api/v1/vendors")
        .expectBody()
        .jsonPath("$.items[0].contractUntil")
        .isEqualTo("2027-12-31");
    get("/api/v1/schedules/db-duty")
        .expectBody()
        .jsonPath("$.layers[0].rotation.every")
        .isEqualTo("P1W");
  }

  @Test
  void a_unit_is_answered_for_by_its_liaison() {
    admin
        .get()
        .uri("/api/v1/on-call?post=UL&unit=yunxi")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.primary.name")
        .isEqualTo("云溪联络员")
        .jsonPath("$.liaison.contacts.length()")
        .isEqualTo(2);
    admin
        .get()
        .uri("/api/v1/on-call?post=DB&unit=yunxi")
        .exchange()
        .expectBody()
        .jsonPath("$.primary.personId")
        .isEqualTo("wang-ming")
        .jsonPath("$.liaison.name")
        .isEqualTo("云溪联络员");
  }

  @Test
  void fairness_counts_who_carries_what() {
    admin.get().uri("/api/v1/schedules/hand-made/fairness").exchange().expectStatus().isNotFound();
    admin
        .get()
        .uri(
            "/api/v1/schedules/db-duty/fairness?from=2026-05-01T00:00:00+08:00&to=2026-05-08T00:00:00+08:00")
        .exchange()
        .expectBody()
        .jsonPath("$.items[0].personId")
        .isEqualTo("wang-ming")
        .jsonPath("$.items[0].hours")
        .isEqualTo(168.0)
        .jsonPath("$.items[0].holidays")
        .isEqualTo(5)
        .jsonPath("$.items[0].nights")
        .isEqualTo(8);
  }
}
