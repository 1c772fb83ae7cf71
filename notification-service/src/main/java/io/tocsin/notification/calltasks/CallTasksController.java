package io.tocsin.notification.calltasks;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.contacts.Contacts;
import io.tocsin.notification.deliveries.DeliveryQuery;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.DeliveryView;
import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Confirmed;
import io.tocsin.notification.domain.Delivery.Lost;
import io.tocsin.notification.notices.PhoneConfirmations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Whom somebody has to telephone, and where the result is put down. */
@RestController
final class CallTasksController {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 200;

  /** Two clocks that are read by people are never quite the same. */
  private static final Duration SKEW = Duration.ofMinutes(2);

  private final DeliveryStore store;
  private final Contacts contacts;
  private final PhoneConfirmations confirmations;
  private final Clock clock;

  CallTasksController(
      DeliveryStore store, Contacts contacts, PhoneConfirmations confirmations, Clock clock) {
    this.store = store;
    this.contacts = contacts;
    this.confirmations = confirmations;
    this.clock = clock;
  }

  /** The newest first. */
  @GetMapping("/api/v1/call-tasks")
  Mono<PageOf<CallTaskView>> list(
      @RequestParam(defaultValue = "OPEN") CallTaskView.State state,
      @RequestParam(required = false) @Nullable String incident,
      @RequestParam(required = false) @Nullable String notice,
      @RequestParam(required = false) @Nullable String recipient,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = limit == null ? DEFAULT_LIMIT : Math.clamp(limit, 1, MOST);
    DeliveryQuery query =
        new DeliveryQuery(incident, notice, null, null, null, recipient, state.name(), cursor);
    return Caller.current()
        .map(c -> c.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER, Role.AUDITOR))
        .flatMapMany(caller -> store.list(query, most + 1))
        .collectList()
        .map(found -> {
          boolean more = found.size() > most;
          List<Delivery> shown = more ? found.subList(0, most) : found;
          return new PageOf<>(
              shown.stream()
                  .map(d -> CallTaskView.of(d, contacts.of(d.message().recipient())))
                  .toList(),
              more ? DeliveryQuery.cursorAfter(shown.getLast()) : null);
        });
  }

  /** The same result again changes nothing. */
  @PostMapping("/api/v1/deliveries/{id}/call-result")
  Mono<DeliveryView> record(@PathVariable String id, @RequestBody CallResult result) {
    return Caller.current()
        .map(c -> c.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER))
        .flatMap(caller -> {
          Instant now = clock.instant();
          Attempt call = result.attempt(caller.id(), caller.name(), now);
          return store
              .decide(id, delivery -> applied(delivery, call, result, now))
              .flatMap(delivery ->
                  (result.outcome() == CallResult.Kind.CONFIRMED
                          ? confirmations.add(delivery, caller, result.who().strip(), call.at())
                          : Mono.<Void>empty())
                      .thenReturn(delivery));
        })
        .switchIfEmpty(Mono.error(() -> unknown(id)))
        .map(DeliveryView::of);
  }

  private static Delivery applied(Delivery delivery, Attempt call, CallResult result, Instant now) {
    refuseBlank(result);
    refuseImpossibleTime(delivery, call, now);
    if (delivery instanceof Confirmed confirmed) {
      if (result.outcome() == CallResult.Kind.CONFIRMED) {
        return confirmed;
      }
      throw Problems.refused(
          new LocalText(
              "应为尚未确认的消息，但收件人已于 " + confirmed.at() + " 确认",
              "Expected a message that is not confirmed yet, but its recipient confirmed it at "
                  + confirmed.at()),
          List.of());
    }
    if (result.outcome() == CallResult.Kind.CONFIRMED) {
      return delivery.calledAndConfirmed(call, result.who().strip());
    }
    if (delivery instanceof Lost lost) {
      boolean known = lost.attempts().stream().anyMatch(a -> sameCall(a, call, result));
      return known ? lost : lost.calledInVain(call);
    }
    throw Problems.refused(
        new LocalText(
            "应为未送达的消息，但其状态为 " + delivery.state() + "：只能登记确认",
            "Expected a message that did not arrive, but it is "
                + delivery.state()
                + ": only a confirmation can be recorded"),
        List.of("FAILED_PERMANENT, EXPIRED or UNKNOWN"));
  }

  /** Only a result that names its time can be told from another one. */
  private static boolean sameCall(Attempt recorded, Attempt call, CallResult result) {
    return result.at() != null && recorded.equals(call);
  }

  private static void refuseBlank(CallResult result) {
    if (result.who().isBlank()) {
      LocalText message =
          new LocalText("应为通话对方的姓名，但为空", "Expected the name of who answered, but it is blank");
      throw Problems.badRequest(message, List.of(new FieldError("who", message)));
    }
  }

  private static void refuseImpossibleTime(Delivery delivery, Attempt call, Instant now) {
    Instant made = delivery.message().createdAt().minus(SKEW);
    if (call.at().isBefore(made) || call.at().isAfter(now.plus(SKEW))) {
      LocalText message =
          new LocalText(
              "应为 " + made + " 至 " + now + " 之间的时间，但为 " + call.at(),
              "Expected a time between " + made + " and " + now + ", but got " + call.at());
      throw Problems.badRequest(message, List.of(new FieldError("at", message)));
    }
  }

  private static RuntimeException unknown(String id) {
    return Problems.notFound(
        new LocalText(
            "应为消息的 id，但没有 " + id, "Expected the id of a delivery, but there is no " + id));
  }
}
