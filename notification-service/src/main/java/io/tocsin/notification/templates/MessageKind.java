package io.tocsin.notification.templates;

import static io.tocsin.notification.templates.Placeholder.BODY;
import static io.tocsin.notification.templates.Placeholder.CODE;
import static io.tocsin.notification.templates.Placeholder.COUNT;
import static io.tocsin.notification.templates.Placeholder.HOW;
import static io.tocsin.notification.templates.Placeholder.LIST;
import static io.tocsin.notification.templates.Placeholder.MINUTES;
import static io.tocsin.notification.templates.Placeholder.NUMBER;
import static io.tocsin.notification.templates.Placeholder.POST;
import static io.tocsin.notification.templates.Placeholder.SCOPE;
import static io.tocsin.notification.templates.Placeholder.SEVERITY;
import static io.tocsin.notification.templates.Placeholder.SINCE;
import static io.tocsin.notification.templates.Placeholder.STAGE;
import static io.tocsin.notification.templates.Placeholder.SYSTEM;
import static io.tocsin.notification.templates.Placeholder.UNTIL;
import static io.tocsin.notification.templates.Placeholder.WHY;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.NoticeType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is told. Each kind knows what it can say and what it must. */
public enum MessageKind {
  PAGE,
  FAULT,
  SUSPENSION,
  PROGRESS,
  RESTORATION,
  GENERAL,
  DIGEST;

  static MessageKind of(NoticeType type) {
    return valueOf(type.name());
  }

  /**
   * Where it goes in words of a template. A post is the notice itself and its facts one by one; a
   * digest makes up for a short budget, which SMS alone has.
   */
  List<Channel> channels() {
    return switch (this) {
      case PAGE -> List.of(Channel.SMS, Channel.EMAIL, Channel.CHAT, Channel.VOICE);
      case DIGEST -> List.of(Channel.SMS);
      default -> List.of(Channel.SMS, Channel.EMAIL);
    };
  }

  public Set<Placeholder> allowed() {
    return switch (this) {
      case PAGE -> EnumSet.of(SYSTEM, SCOPE, NUMBER, SEVERITY, POST, MINUTES, CODE, HOW, WHY);
      case DIGEST -> EnumSet.of(COUNT, LIST);
      default -> Placeholder.ofNotices();
    };
  }

  /**
   * What a text has to say. The notice's own words say all of it: a text that has them need not
   * have the others. A code is a way to acknowledge, so that it stands for it.
   */
  public Set<Placeholder> mandatory() {
    return switch (this) {
      case PAGE -> EnumSet.of(SYSTEM, HOW);
      case FAULT -> EnumSet.of(SYSTEM);
      case SUSPENSION -> EnumSet.of(SYSTEM, SINCE);
      case PROGRESS -> EnumSet.of(SYSTEM, STAGE);
      case RESTORATION -> EnumSet.of(SYSTEM, UNTIL);
      case GENERAL -> EnumSet.of(BODY);
      case DIGEST -> EnumSet.of(LIST);
    };
  }
}
