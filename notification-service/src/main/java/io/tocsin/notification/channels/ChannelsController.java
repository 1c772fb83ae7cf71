package io.tocsin.notification.channels;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.deliveries.BouncedContacts;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.Senders;
import io.tocsin.notification.webhook.Endpoints;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How the channels do, and a message to try one. */
@RestController
final class ChannelsController {

  private static final Duration WORTH = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Words WHY = new Words("通道测试", "A test of the channel");

  private final Senders senders;
  private final DeliveryStore store;
  private final BouncedContacts bounced;
  private final Endpoints endpoints;
  private final Figures figures;
  private final DailyPages daily;
  private final Ids ids;
  private final Clock clock;

  ChannelsController(
      Senders senders,
      DeliveryStore store,
      BouncedContacts bounced,
      Endpoints endpoints,
      Figures figures,
      DailyPages daily,
      Ids ids,
      Clock clock) {
    this.senders = senders;
    this.store = store;
    this.bounced = bounced;
    this.endpoints = endpoints;
    this.figures = figures;
    this.daily = daily;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A test.
   *
   * @param to as a contact point of the channel says it
   * @param text null for a ready one
   */
  record TestMessage(String to, @Nullable String text) {}

  @GetMapping("/api/v1/channels")
  Mono<Map<String, List<ChannelView>>> list() {
    return Caller.current()
        .map(c -> c.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER, Role.AUDITOR))
        .map(caller ->
            Map.of(
                "items",
                Arrays.stream(Channel.values())
                    .filter(channel -> channel != Channel.INTRANET)
                    .map(this::view)
                    .toList()));
  }

  private ChannelView view(Channel channel) {
    return new ChannelView(
        channel,
        senders.channels().contains(channel),
        senders.states(channel),
        channel == Channel.EMAIL ? bounced.marks().values() : List.of(),
        daily.outcomes(channel));
  }

  /** Rates and times for each channel and provider, of the last day unless said otherwise. */
  @GetMapping("/api/v1/channels/figures")
  Mono<FiguresView> figures(@RequestParam(defaultValue = "PT24H") Duration within) {
    if (!within.isPositive() || within.compareTo(LONGEST) > 0) {
      LocalText message =
          new LocalText(
              "应为不超过 " + LONGEST + " 的时长，但为 " + within,
              "Expected a time above zero and up to " + LONGEST + ", but got " + within);
      throw Problems.badRequest(message, List.of(new FieldError("within", message)));
    }
    return Caller.current()
        .map(c -> c.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER, Role.AUDITOR))
        .flatMap(caller -> figures.since(clock.instant().minus(within)));
  }

  /** Sends one message; what came of it is read at the answer's {@code Location}. */
  @PostMapping("/api/v1/channels/{channel}/test")
  Mono<ResponseEntity<Map<String, String>>> test(
      @PathVariable String channel, @RequestBody TestMessage test) {
    return Caller.current()
        .map(c -> c.require(Role.DUTY_LEAD, Role.LEADER))
        .flatMap(caller -> {
          Channel by = channel(channel);
          if (test.to().isBlank()) {
            LocalText message =
                new LocalText("应为接收地址，但为空", "Expected an address to send to, but it is blank");
            throw Problems.badRequest(message, List.of(new FieldError("to", message)));
          }
          Message message = message(by, test, caller);
          return store
              .add(List.of(new Queued(message)), null)
              .thenReturn(
                  ResponseEntity.accepted()
                      .location(URI.create("/api/v1/deliveries/" + message.id()))
                      .body(Map.of("deliveryId", message.id())));
        });
  }

  /** Asks an endpoint again that was disabled after repeated failure. */
  @PostMapping("/api/v1/channels/{channel}/providers/{provider}/enable")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> enable(@PathVariable String channel, @PathVariable String provider) {
    return Caller.current()
        .map(c -> c.require(Role.LEADER))
        .flatMap(caller -> {
          boolean known =
              senders.states(channel(channel)).stream()
                  .anyMatch(state -> state.name().equals(provider));
          return known
              ? endpoints.enable(provider)
              : Mono.error(
                  Problems.notFound(
                      new LocalText(
                          "没有服务商 " + provider,
                          "Expected a provider, but there is no " + provider)));
        });
  }

  private Channel channel(String name) {
    Channel channel =
        Arrays.stream(Channel.values())
            .filter(c -> c.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(() -> missing(name));
    if (!senders.channels().contains(channel)) {
      throw missing(name);
    }
    return channel;
  }

  private RuntimeException missing(String name) {
    return Problems.notFound(
        new LocalText(
            "应为 " + senders.channels() + " 之一，但为 " + name,
            "Expected one of " + senders.channels() + ", but got " + name));
  }

  private Message message(Channel channel, TestMessage test, Caller caller) {
    Instant now = clock.instant();
    String text =
        test.text() == null || test.text().isBlank()
            ? "【测试】警钟通道测试，无需处理。"
            : "【测试】" + test.text().strip();
    Content content = new Content(false, null, text, null).on(channel);
    return new Message(
        ids.next(),
        channel,
        Urgency.URGENT,
        new Recipient(Recipient.Kind.PERSON, caller.id(), caller.name(), test.to().strip()),
        new About(null, null, null),
        content,
        WHY,
        null,
        now,
        now.plus(WORTH));
  }
}
