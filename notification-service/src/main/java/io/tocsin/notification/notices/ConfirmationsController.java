package io.tocsin.notification.notices;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.confirmations.Confirmation;
import io.tocsin.notification.confirmations.Confirmations;
import io.tocsin.notification.confirmations.UnitTree;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A unit says that it has read a notice; everybody sees which have and which have not. */
@RestController
final class ConfirmationsController {

  private static final int MOST_UNITS = 20_000;
  private static final int LATEST = 200;

  private final NoticeStore store;
  private final Confirmations confirmations;
  private final NoticeDeliveries deliveries;
  private final Directory directory;
  private final ReadAccess access;
  private final Clock clock;

  ConfirmationsController(
      NoticeStore store,
      Confirmations confirmations,
      NoticeDeliveries deliveries,
      Directory directory,
      ReadAccess access,
      Clock clock) {
    this.store = store;
    this.confirmations = confirmations;
    this.deliveries = deliveries;
    this.directory = directory;
    this.access = access;
    this.clock = clock;
  }

  /**
   * For which unit.
   *
   * @param unit null for the caller's own, where there is one only
   */
  record Body(@Nullable String unit) {}

  /**
   * A unit of the audience.
   *
   * @param state CONFIRMED; OUTDATED when an earlier revision was confirmed; OPEN
   */
  record Row(
      String unit,
      String name,
      String state,
      @Nullable Integer revision,
      @Nullable String personId,
      @Nullable String personName,
      @Nullable String channel,
      @Nullable Instant confirmedAt) {}

  /** That a unit has confirmed, for pages that know nobody: without who. */
  record Mark(String noticeId, int revision, Instant confirmedAt) {}

  /** Answers 201 the first time, 200 with what stands when the unit had confirmed before. */
  @PostMapping({"/api/v1/notices/{id}/confirmations", "/widget/notices/{id}/confirmations"})
  Mono<ResponseEntity<Row>> confirm(
      @PathVariable String id, @RequestBody(required = false) @Nullable Body body) {
    return access
        .caller()
        .flatMap(caller ->
            notice(id)
                .flatMap(notice -> {
                  String unit = unit(body, caller);
                  refuseUnlessAsked(notice, unit);
                  refuseUnlessMay(caller, unit);
                  Instant now = clock.instant();
                  return confirmations
                      .add(
                          new Confirmation(
                              notice.id(),
                              notice.incidentId(),
                              unit,
                              notice.revision().number(),
                              caller.id(),
                              caller.name(),
                              Channel.INTRANET,
                              now))
                      .delayUntil(outcome -> deliveries.confirmed(notice, unit, now));
                }))
        .map(outcome ->
            ResponseEntity.status(outcome.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(
                    row(
                        outcome.standing().unit(),
                        outcome.standing(),
                        outcome.standing().revision())));
  }

  /** Every unit of the audience, whether it has confirmed, and who did when and how. */
  @GetMapping("/api/v1/notices/{id}/confirmations")
  Mono<PageOf<Row>> list(@PathVariable String id) {
    return access
        .caller()
        .then(Mono.defer(() -> notice(id)))
        .flatMap(notice ->
            confirmations
                .of(id, MOST_UNITS)
                .collect(HashMap<String, Confirmation>::new, (all, one) -> all.put(one.unit(), one))
                .map(all ->
                    new PageOf<>(
                        notice.units().stream()
                            .sorted()
                            .map(unit -> row(unit, all.get(unit), notice.revision().number()))
                            .toList(),
                        null)));
  }

  /** What a unit has confirmed lately. */
  @GetMapping("/widget/confirmations")
  Mono<PageOf<Mark>> ofUnit(@RequestParam String unit) {
    return access
        .check()
        .thenMany(confirmations.by(unit, LATEST))
        .map(c -> new Mark(c.noticeId(), c.revision(), c.at()))
        .collectList()
        .map(marks -> new PageOf<>(marks, null));
  }

  private Mono<Notice> notice(String id) {
    return store.find(id).switchIfEmpty(Mono.error(() -> NoticesController.unknown(id)));
  }

  private static String unit(@Nullable Body body, Caller caller) {
    if (body != null && body.unit() != null) {
      return body.unit();
    }
    if (caller.units().size() == 1) {
      return caller.units().iterator().next();
    }
    throw invalid(
        new LocalText(
            "应指明单位，因为您不只代表一个单位", "Expected a unit, because you do not stand for exactly one"));
  }

  private static void refuseUnlessAsked(Notice notice, String unit) {
    if (!notice.units().contains(unit)) {
      throw invalid(
          new LocalText(
              "应为公告范围内的单位，但收到 " + unit,
              "Expected a unit of the notice's audience, but got " + unit));
    }
    if (notice.withdrawal() != null) {
      throw Problems.refused(
          new LocalText(
              "公告 " + notice.number() + " 已撤回，无需确认",
              "Expected a notice that holds, but " + notice.number() + " is withdrawn"),
          List.of());
    }
  }

  private void refuseUnlessMay(Caller caller, String unit) {
    Map<String, UnitV1> units = directory.current().units();
    boolean own =
        UnitTree.speaksFor(
            caller.units(),
            unit,
            code -> {
              UnitV1 found = units.get(code);
              return found == null ? null : found.parent();
            });
    if (!own) {
      caller.require(Role.DUTY_LEAD, Role.LEADER);
    }
  }

  private Row row(String code, @Nullable Confirmation c, int current) {
    DirectorySnapshot now = directory.current();
    UnitV1 unit = now.units().get(code);
    String name = unit == null ? code : unit.name();
    if (c == null) {
      return new Row(code, name, "OPEN", null, null, null, null, null);
    }
    return new Row(
        code,
        name,
        c.revision() == current ? "CONFIRMED" : "OUTDATED",
        c.revision(),
        c.personId(),
        c.personName(),
        c.channel().name(),
        c.at());
  }

  private static ProblemException invalid(LocalText message) {
    return Problems.badRequest(message, List.of(new FieldError("unit", message)));
  }
}
