package io.tocsin.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

/** All that wait for somebody, page by page. */
class EscalationListTest extends OnTopics {

  private static final StoredEscalations STORED = new StoredEscalations("esc_list");

  private static RunningEscalation service;

  @BeforeAll
  static void start() {
    service = RunningEscalation.start(STORED.database(), clock);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  record Waiting(String incidentId) {}

  record Page(List<Waiting> items, @Nullable String next) {}

  @Test
  void page_by_page_each_of_those_that_are_due_in_the_same_moment_comes_once() {
    List<String> ids = Stream.generate(TopicProbe::id).limit(7).sorted().toList();
    // Two side by side cannot be read: a page that would end with them must not end the list.
    List<String> unreadable = List.of(ids.get(2), ids.get(3));
    List<String> readable = ids.stream().filter(id -> !unreadable.contains(id)).toList();
    waiting(readable);
    unreadable.forEach(id -> STORED.leaveUnreadable(id, begin.plus(Duration.ofMinutes(5))));

    List<String> found = listed(2);

    // Those of other tests may move while this one reads; these do not.
    assertThat(found.stream().filter(ids::contains)).containsExactlyElementsOf(readable);
  }

  @Test
  void a_cursor_of_another_list_and_one_that_is_made_up_are_refused() {
    String message = "Expected the value of next of the page before, but it is not";
    assertRefused("cursor=made-up", "cursor", message);
    waiting(List.of(incident, TopicProbe.id()));

    String next = page("limit=1").next();

    assertRefused("incident=" + incident + "&cursor=" + next, "cursor", message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 201})
  void a_page_has_from_1_to_200_items(int limit) {
    assertRefused("limit=" + limit, "limit", "Expected 1 to 200, but got " + limit);
  }

  /** Without it every page would look at all escalations that there ever were, and sort them. */
  @Test
  void an_index_carries_the_order_of_those_that_wait_alone() {
    waiting(List.of(incident));

    assertThat(STORED.indexes())
        .filteredOn("key", new Document("dueAt", 1).append("_id", 1))
        .extracting(index -> index.get("partialFilterExpression"))
        .containsExactly(new Document("dueAt", new Document("$exists", true)));
  }

  /** Their first level is paged, and the next one is due in five minutes. */
  private void waiting(List<String> ids) {
    for (String id : ids) {
      incidents.send(
          id,
          envelope(
              new IncidentOpenedV1(
                  1, facts(id, Scope.GLOBAL, IncidentState.NEW), REASON, Actor.SYSTEM, "r", null)));
    }
    await().untilAsserted(() -> assertThat(listed(200)).containsAll(ids));
  }

  /** The incidents of the whole list, as a client reads it. */
  private static List<String> listed(int limit) {
    List<String> found = new ArrayList<>();
    Page page = page("limit=" + limit);
    while (true) {
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(waiting -> found.add(waiting.incidentId()));
      if (page.next() == null) {
        return found;
      }
      assertThat(page.items()).as("a page before another one").hasSize(limit);
      page = page("limit=" + limit + "&cursor=" + page.next());
    }
  }

  private static Page page(String query) {
    EntityExchangeResult<Page> answer =
        service
            .http()
            .get()
            .uri("/api/v1/escalations?" + query)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(Page.class)
            .returnResult();
    return Objects.requireNonNull(answer.getResponseBody());
  }

  private static void assertRefused(String query, String field, String message) {
    service
        .http()
        .get()
        .uri("/api/v1/escalations?" + query)
        .header("Accept-Language", "en")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo(field)
        .jsonPath("$.errors[0].message")
        .isEqualTo(message);
  }
}
