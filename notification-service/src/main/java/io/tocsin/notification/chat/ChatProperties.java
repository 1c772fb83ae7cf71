package io.tocsin.notification.chat;

import io.tocsin.notification.webhook.StandardWebhooks;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rooms by name: a contact point of channel CHAT names one, as {@code ops} or {@code
 * ops/13800000003}.
 */
@ConfigurationProperties("tocsin.chat")
record ChatProperties(@DefaultValue Map<String, Room> rooms) {

  ChatProperties {
    rooms.forEach((name, room) -> room.check("tocsin.chat.rooms." + name));
  }

  /**
   * One room.
   *
   * @param url of its bot, with the key in it
   * @param secrets what requests are signed with: DingTalk's and Feishu's one secret, or the
   *     webhook's {@code whsec_…}, the current one first; empty where the room asks for none
   */
  record Room(Kind kind, URI url, @DefaultValue List<String> secrets) {

    private void check(String at) {
      if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
        throw new IllegalArgumentException(
            "Expected " + at + ".url to be an http or https address, but got " + url);
      }
      if (kind == Kind.WEBHOOK && secrets.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected " + at + ".secrets with at least one whsec_ secret, but got none");
      }
      if (kind == Kind.WEBHOOK) {
        try {
          secrets.forEach(StandardWebhooks::key);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "Expected " + at + ".secrets to fit, but: " + e.getMessage(), e);
        }
      }
    }
  }

  /** What stands behind the address. */
  enum Kind {
    WECOM,
    DINGTALK,
    FEISHU,
    WEBHOOK
  }
}
