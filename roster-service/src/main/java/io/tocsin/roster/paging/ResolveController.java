package io.tocsin.roster.paging;

import io.tocsin.contracts.AssignmentEvent;
import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code POST /api/v1/roster/resolve}: who would answer these pages, each at its own time. By the
 * same rules as when a page is really sent, so a simulation foretells what then happens. Nobody is
 * told.
 */
@RestController
class ResolveController {

  private static final int MOST = 2_000;

  private final CurrentRoster roster;

  ResolveController(CurrentRoster roster) {
    this.roster = roster;
  }

  /** At most 2,000 pages. */
  record Question(List<PageRequestedV1> pages) {}

  record Answers(List<Answer> answers) {}

  /** How a page is answered. */
  enum Result {
    /** By these people. */
    STAFFED,
    /** By nobody. */
    NOBODY,
    /** All who hold it are excluded. */
    HELD
  }

  /**
   * The answer to one page.
   *
   * @param at the time that it was asked for
   * @param reason why there is nobody, in the language of the request; null where there is somebody
   */
  record Answer(
      String pageId, Instant at, Result result, List<Person> people, @Nullable String reason) {}

  /** {@code channels} are those of the page by which the person can be reached. */
  record Person(
      String personId,
      String name,
      @Nullable String post,
      @Nullable String role,
      List<Channel> channels,
      String reason) {}

  @PostMapping("/api/v1/roster/resolve")
  Mono<Answers> resolve(@RequestBody Question question, ServerHttpRequest request) {
    if (question.pages().size() > MOST) {
      LocalText message =
          new LocalText(
              "应不超过%d个呼叫，但有%d个".formatted(MOST, question.pages().size()),
              "Expected at most %d pages, but got %d".formatted(MOST, question.pages().size()));
      throw Problems.badRequest(message, List.of(new FieldError("pages", message)));
    }
    Locale locale = Languages.of(request);
    return roster
        .current()
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .map(r ->
            new Answers(
                question.pages().stream().map(p -> answer(p, r.orElse(null), locale)).toList()));
  }

  private static Answer answer(PageRequestedV1 page, @Nullable Roster roster, Locale locale) {
    Instant at = page.requestedAt();
    AssignmentEvent answer = PageAnswers.answerOrUnstaffed(page, roster, at);
    return switch (answer) {
      case null -> new Answer(page.pageId(), at, Result.HELD, List.of(), null);
      case PageAssignedV1 assigned ->
          new Answer(
              page.pageId(),
              at,
              Result.STAFFED,
              assigned.assignees().stream().map(a -> person(a, locale)).toList(),
              null);
      case PageUnstaffedV1 unstaffed ->
          new Answer(page.pageId(), at, Result.NOBODY, List.of(), unstaffed.reason().in(locale));
      default -> throw new IllegalStateException("Expected an answer to a page, but got " + answer);
    };
  }

  private static Person person(Assignee assignee, Locale locale) {
    return new Person(
        assignee.personId(),
        assignee.name(),
        assignee.post(),
        assignee.roleName(),
        assignee.contacts().stream().map(ContactPoint::channel).distinct().toList(),
        assignee.reason().in(locale));
  }
}
