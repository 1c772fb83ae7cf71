package io.tocsin.notification.chat;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Later;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.Exchange;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.webhook.Endpoints;
import io.tocsin.notification.webhook.GuardedHttp;
import io.tocsin.notification.webhook.GuardedHttp.Response;
import io.tocsin.notification.webhook.StandardWebhooks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One room. Reaches those whose contact point names it. */
final class RoomProvider implements Provider {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String room;
  private final ChatProperties.Room properties;
  private final GuardedHttp http;
  private final Endpoints endpoints;
  private final Duration within;
  private final Clock clock;

  RoomProvider(
      String room,
      ChatProperties.Room properties,
      GuardedHttp http,
      Endpoints endpoints,
      Duration within,
      Clock clock) {
    this.room = room;
    this.properties = properties;
    this.http = http;
    this.endpoints = endpoints;
    this.within = within;
    this.clock = clock;
  }

  @Override
  public Channel channel() {
    return Channel.CHAT;
  }

  @Override
  public String name() {
    return "chat:" + room;
  }

  @Override
  public boolean carries(Message message) {
    String to = message.recipient().address();
    return to.equals(room) || to.startsWith(room + "/");
  }

  @Override
  public boolean selective() {
    return true;
  }

  @Override
  public @Nullable Words unavailable() {
    Instant disabled = endpoints.health(name()).disabledAt();
    return disabled == null
        ? null
        : new Words(
            "该地址连续失败或已撤销，已于 " + disabled + " 停用",
            "The endpoint failed repeatedly or is gone, and was disabled at " + disabled);
  }

  @Override
  public Answer handOff(Message message) {
    Answer answer =
        properties.kind() == ChatProperties.Kind.WEBHOOK ? webhook(message) : bot(message);
    return switch (answer) {
      case Taken taken -> {
        endpoints.succeeded(name());
        yield taken;
      }
      // A signed webhook carries the same id each time, so that a second try is taken once there.
      case Lost lost when properties.kind() == ChatProperties.Kind.WEBHOOK ->
          Later.fault(endpoints.failed(name()), lost.detail());
      case NotTaken not -> Later.fault(endpoints.failed(name()), not.detail());
      case Lost lost -> {
        endpoints.failed(name());
        yield lost;
      }
      case Refused _, Throttled _, Later _ -> answer;
    };
  }

  private Answer bot(Message message) {
    String text = message.content().text();
    List<String> mobiles = mobiles(message);
    Instant now = clock.instant();
    Bots.Post post =
        switch (properties.kind()) {
          case WECOM -> Bots.wecom(properties.url(), text, mobiles);
          case DINGTALK ->
              Bots.dingtalk(properties.url(), properties.secrets(), text, mobiles, now);
          case FEISHU -> Bots.feishu(properties.url(), properties.secrets(), text, now);
          case WEBHOOK -> throw new IllegalStateException("Expected a bot, but got a webhook");
        };
    return Exchange.answerOf(() -> {
      Response response = http.post(post.url(), Map.of(), post.body(), within);
      return Bots.answer(response.status(), response.body());
    });
  }

  private Answer webhook(Message message) {
    Instant now = clock.instant();
    String body = body(message, now);
    Map<String, String> headers =
        StandardWebhooks.headers(message.id(), now, body, properties.secrets());
    return Exchange.answerOf(() -> {
      Response response = http.post(properties.url(), headers, body, within);
      String detail = "HTTP " + response.status();
      if (response.status() >= 200 && response.status() < 300) {
        return new Taken(List.of(), detail);
      }
      if (response.status() == 410) {
        endpoints.gone(name());
        return new Refused(detail);
      }
      return new NotTaken(detail);
    });
  }

  private static String body(Message message, Instant now) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("deliveryId", message.id());
    data.put("incidentId", message.about().incidentId());
    data.put("pageId", message.about().pageId());
    data.put("noticeId", message.about().noticeId());
    data.put("recipient", message.recipient());
    data.put("urgency", message.urgency());
    data.put("exercise", message.content().exercise());
    data.put("text", message.content().text());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", message.about().pageId() == null ? "notice.sent" : "page.sent");
    body.put("timestamp", now.toString());
    body.put("data", data);
    return JSON.writeValueAsString(body);
  }

  private List<String> mobiles(Message message) {
    String to = message.recipient().address();
    return to.length() > room.length() + 1 ? List.of(to.substring(room.length() + 1)) : List.of();
  }
}
