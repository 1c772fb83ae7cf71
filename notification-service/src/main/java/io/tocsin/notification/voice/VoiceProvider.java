package io.tocsin.notification.voice;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.sending.Exchange;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.sending.Receipt;
import io.tocsin.notification.webhook.GuardedHttp;
import io.tocsin.notification.webhook.GuardedHttp.Response;
import io.tocsin.notification.webhook.StandardWebhooks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Has a provider call somebody. */
final class VoiceProvider implements Provider {

  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final String name;
  private final VoiceProperties.One properties;
  private final String callback;
  private final GuardedHttp http;
  private final Clock clock;

  VoiceProvider(
      String name, VoiceProperties.One properties, String callback, GuardedHttp http, Clock clock) {
    this.name = name;
    this.properties = properties;
    this.callback = callback;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public Channel channel() {
    return Channel.VOICE;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer handOff(Message message) {
    String text = message.content().text();
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("id", message.id());
    call.put("to", message.recipient().address());
    call.put("text", text);
    call.put("language", text.codePoints().anyMatch(Character::isIdeographic) ? "zh-CN" : "en");
    call.put("repeat", properties.repeat());
    call.put("keys", List.of(properties.key()));
    call.put("callback", callback);
    String body = JsonMapper.shared().writeValueAsString(call);
    Instant now = clock.instant();
    return Exchange.answerOf(() ->
        answer(
            http.post(
                properties.url(),
                StandardWebhooks.headers(message.id(), now, body, properties.secrets()),
                body,
                WITHIN),
            message));
  }

  private Answer answer(Response response, Message message) {
    String detail = ("HTTP " + response.status() + " " + response.body()).strip();
    return switch (response.status()) {
      case 200, 201, 202 -> new Taken(List.of(Receipt.id(name, message.id())), detail);
      case 429 -> new Throttled(detail);
      case 401, 403, 503 -> new NotTaken(detail);
      default -> response.status() >= 500 ? new Lost(detail) : new Refused(detail);
    };
  }
}
