package io.tocsin.roster.oncall;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.Liaison;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.domain.Duty;
import io.tocsin.roster.domain.OnCallRole;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
   * @param others whoever holds a further role of the post
   * @param liaison of the unit that was asked for; null where none was asked for or there is none
   * @param reason in the language of the request
   */
  record Answer(
      String post,
      Instant at,
      @Nullable Holder primary,
      @Nullable Holder substitute,
      List<Other> others,
      @Nullable UnitLiaison liaison,
      String reason) {}

  /**
   * Who holds it.
   *
   * @param personId of a unit's liaison, who is no person of the set-up, {@code liaison:} and the
   *     unit's code
   * @param contacts null for callers who do not respond to incidents themselves
   * @param from null where it was always so
   */
  record Holder(
      String personId,
      String name,
      @Nullable List<ContactPoint> contacts,
      @Nullable Instant from,
      @Nullable Instant until,
      String reason) {}

  record Other(String role, @Nullable Holder holder, String reason) {}

  record UnitLiaison(String unit, String name, @Nullable List<ContactPoint> contacts) {}

  @GetMapping("/api/v1/on-call")
  Mono<Answer> onCall(
      ServerHttpRequest request,
      @RequestParam String post,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable String unit) {
    Instant instant = at == null ? clock.instant() : QueryTimes.instant("at", at);
    Locale locale = Languages.of(request);
    return Mono.zip(Caller.current(), roster.current())
        .map(t ->
            new Question(t.getT2(), post, unit, instant, Contacts.visibleTo(t.getT1()), locale)
                .answer())
        .switchIfEmpty(Mono.error(() -> unknown("post", "岗位", post)));
  }

  /** One question, with what every part of its answer needs. */
  private record Question(
      Roster roster,
      String post,
      @Nullable String unitCode,
      Instant at,
      boolean contacts,
      Locale locale) {

    Answer answer() {
      boolean liaisons = post.equals(Roster.LIAISON) && unitCode != null;
      if (!liaisons
          && roster.organisation().posts().stream().noneMatch(p -> p.code().equals(post))) {
        throw unknown("post", "岗位", post);
      }
      UnitV1 unit = unitCode == null ? null : roster.unit(unitCode);
      if (unitCode != null && unit == null) {
        throw unknown("unit", "单位", unitCode);
      }
      Duty primary = holder(OnCallRole.PRIMARY);
      Duty substitute = holder(OnCallRole.SUBSTITUTE);
      LocalText why = why(primary, OnCallRole.PRIMARY);
      LocalText whySubstitute = why(substitute, OnCallRole.SUBSTITUTE);
      UnitLiaison liaison = liaison(unit);
      Holder first = holder(primary, why);
      if (first == null && liaisons && liaison != null) {
        why = new LocalText("单位 %s 的联络员".formatted(unitCode), "the liaison of unit " + unitCode);
        first =
            new Holder(
                "liaison:" + unitCode,
                liaison.name(),
                liaison.contacts(),
                null,
                null,
                why.in(locale));
      }
      LocalText reason =
          new LocalText(
              "主班：" + why.zh() + "；替班：" + whySubstitute.zh(),
              "primary: " + why.en() + "; substitute: " + whySubstitute.en());
      return new Answer(
          post, at, first, holder(substitute, whySubstitute), others(), liaison, reason.in(locale));
    }

    private Duty holder(OnCallRole role) {
      return roster.holderAt(post, role, at, unitCode);
    }

    private LocalText why(Duty duty, OnCallRole role) {
      return DutyReason.of(duty, post, role, roster);
    }

    private List<Other> others() {
      List<Other> others = new ArrayList<>();
      for (OnCallRole role : roster.onCall().roles(post, unitCode)) {
        if (!role.equals(OnCallRole.PRIMARY) && !role.equals(OnCallRole.SUBSTITUTE)) {
          Duty duty = holder(role);
          LocalText why = why(duty, role);
          others.add(new Other(role.name(), holder(duty, why), why.in(locale)));
        }
      }
      return List.copyOf(others);
    }

    private @Nullable UnitLiaison liaison(@Nullable UnitV1 unit) {
      Liaison liaison = unit == null ? null : unit.liaison();
      return unit == null || liaison == null
          ? null
          : new UnitLiaison(unit.code(), liaison.name(), contacts ? liaison.contacts() : null);
    }

    private @Nullable Holder holder(Duty duty, LocalText reason) {
      if (!(duty instanceof Duty.OnDuty d)) {
        return null;
      }
      PersonV1 person = roster.person(d.personId());
      return new Holder(
          d.personId(),
          roster.nameOf(d.personId()),
          contacts && person != null ? person.contacts() : null,
          d.from().equals(Instant.MIN) ? null : d.from(),
          d.until().equals(Instant.MAX) ? null : d.until(),
          reason.in(locale));
    }
  }

  private static ProblemException unknown(String en, String zh, String code) {
    return Problems.notFound(
        new LocalText(
            "应为已定义的%s，但没有 %s".formatted(zh, code),
            "Expected a defined %s, but there is no %s".formatted(en, code)));
  }
}
