package io.tocsin.roster.oncall;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.domain.Duty;
import io.tocsin.roster.domain.OnCallRole;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/v1/on-call}: who holds a post at a time, and why. */
@RestController
class OnCallController {

  private final CurrentRoster roster;
  private final Clock clock;

  OnCallController(CurrentRoster roster, Clock clock) {
    this.roster = roster;
    this.clock = clock;
  }

  /**
   * The answer.
   *
   * @param primary null when nobody is; {@code reason} says why
   * @param reason in the language of the request
   */
  record Answer(
      String post,
      Instant at,
      @Nullable Holder primary,
      @Nullable Holder substitute,
      String reason) {}

  /**
   * Who holds it.
   *
   * @param contacts null for callers who do not respond to incidents themselves
   */
  record Holder(
      String personId,
      String name,
      @Nullable List<ContactPoint> contacts,
      Instant from,
      @Nullable Instant until,
      String reason) {}

  @GetMapping("/api/v1/on-call")
  Mono<Answer> onCall(
      ServerHttpRequest request,
      @RequestParam String post,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable String unit) {
    Instant instant = at == null ? clock.instant() : instant(at);
    Locale locale = Languages.of(request);
    return Mono.zip(Caller.current(), roster.current())
        .map(t -> answer(t.getT2(), post, unit, instant, Contacts.visibleTo(t.getT1()), locale))
        .switchIfEmpty(Mono.error(() -> unknown("post", "岗位", post)));
  }

  private static Answer answer(
      Roster roster,
      String post,
      @Nullable String unit,
      Instant at,
      boolean contacts,
      Locale locale) {
    if (roster.organisation().posts().stream().noneMatch(p -> p.code().equals(post))) {
      throw unknown("post", "岗位", post);
    }
    // Shifts are the same for every unit so far; a unit that does not exist is a mistake all the
    // same.
    if (unit != null
        && roster.organisation().units().stream().noneMatch(u -> u.code().equals(unit))) {
      throw unknown("unit", "单位", unit);
    }
    Duty primary = roster.holderAt(post, OnCallRole.PRIMARY, at);
    Duty substitute = roster.holderAt(post, OnCallRole.SUBSTITUTE, at);
    LocalText why = DutyReason.of(primary, post, OnCallRole.PRIMARY, roster);
    LocalText whySubstitute = DutyReason.of(substitute, post, OnCallRole.SUBSTITUTE, roster);
    LocalText reason =
        new LocalText(
            "主班:" + why.zh() + ";替班:" + whySubstitute.zh(),
            "primary: " + why.en() + "; substitute: " + whySubstitute.en());
    return new Answer(
        post,
        at,
        holder(primary, why, roster, contacts, locale),
        holder(substitute, whySubstitute, roster, contacts, locale),
        reason.in(locale));
  }

  private static @Nullable Holder holder(
      Duty duty, LocalText reason, Roster roster, boolean contacts, Locale locale) {
    if (!(duty instanceof Duty.OnDuty d)) {
      return null;
    }
    PersonV1 person = roster.person(d.personId());
    return new Holder(
        d.personId(),
        person == null ? d.personId() : person.name(),
        contacts && person != null ? person.contacts() : null,
        d.from(),
        d.until().equals(Instant.MAX) ? null : d.until(),
        reason.in(locale));
  }

  /** A plus in a query comes as a blank when the client did not escape it. */
  private static Instant instant(String at) {
    try {
      return OffsetDateTime.parse(at.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      LocalText message =
          new LocalText(
              "应为带时区偏移的 ISO 8601 时间,如 2026-03-09T09:02:00+08:00,但收到 " + at,
              "Expected an ISO 8601 time with an offset such as 2026-03-09T09:02:00+08:00, but got "
                  + at);
      throw Problems.badRequest(message, List.of(new FieldError("at", message)));
    }
  }

  private static ProblemException unknown(String en, String zh, String code) {
    return Problems.notFound(
        new LocalText(
            "应为已定义的%s,但没有 %s".formatted(zh, code),
            "Expected a defined %s, but there is no %s".formatted(en, code)));
  }
}
