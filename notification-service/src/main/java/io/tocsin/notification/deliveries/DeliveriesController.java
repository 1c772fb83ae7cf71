package io.tocsin.notification.deliveries;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What became of each message: for those who respond and for those who audit. */
@RestController
final class DeliveriesController {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 200;

  private final DeliveryList deliveries;

  DeliveriesController(DeliveryList deliveries) {
    this.deliveries = deliveries;
  }

  @GetMapping("/api/v1/deliveries/{id}")
  Mono<DeliveryView> one(@PathVariable String id) {
    return Caller.current()
        .map(c -> c.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER, Role.AUDITOR))
        .flatMap(caller -> deliveries.one(id))
        .map(DeliveryView::of)
        .switchIfEmpty(
            Mono.error(() ->
                Problems.notFound(
                    new LocalText(
                        "应为消息的 id，但没有 " + id,
                        "Expected the id of a delivery, but there is no " + id))));
  }

  /** The newest first; filters narrow, {@code cursor} is the {@code next} of the page before. */
  @GetMapping("/api/v1/deliveries")
  Mono<PageOf<DeliveryView>> list(
      @RequestParam(required = false) @Nullable String incident,
      @RequestParam(required = false) @Nullable String notice,
      @RequestParam(required = false) @Nullable String page,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String recipient,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = limit == null ? DEFAULT_LIMIT : Math.clamp(limit, 1, MOST);
    return Caller.current()
        .map(c -> c.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER, Role.AUDITOR))
        .flatMap(caller ->
            deliveries.page(
                new DeliveryQuery(incident, notice, page, channel, state, recipient, null, cursor),
                most + 1))
        .map(found -> {
          boolean more = found.size() > most;
          var shown = more ? found.subList(0, most) : found;
          List<DeliveryView> items = shown.stream().map(DeliveryView::of).toList();
          return new PageOf<>(items, more ? DeliveryQuery.cursorAfter(shown.getLast()) : null);
        });
  }
}
