package io.tocsin.notification.notices;

import io.tocsin.notification.confirmations.Confirmation;
import io.tocsin.notification.confirmations.Confirmations;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Notices that need to reach somebody no more: taken back, ended by the restoration that follows,
 * or confirmed by the unit.
 */
@Component
public final class SettledNotices {

  static final Words CONFIRMED = new Words("该单位已确认公告", "The unit has confirmed the notice");

  private final NoticeStore store;
  private final UnsentNotices unsent;
  private final Confirmations confirmations;

  SettledNotices(NoticeStore store, UnsentNotices unsent, Confirmations confirmations) {
    this.store = store;
    this.unsent = unsent;
    this.confirmations = confirmations;
  }

  /** Those of which messages are still being made. */
  public Mono<Set<String>> goingOut() {
    return unsent.ids();
  }

  /** The reasons, by the messages' ids; one that is still needed, or no notice, is left out. */
  public Mono<Map<String, Words>> among(List<Message> messages) {
    List<Message> notices =
        messages.stream().filter(message -> message.about().noticeId() != null).toList();
    return notices.isEmpty()
        ? Mono.just(Map.of())
        : Mono.zip(over(notices), confirmed(notices))
            .map(both -> reasons(notices, both.getT1(), both.getT2()));
  }

  /** Why nobody needs a suspension any more. */
  static Words restored(Notice restoration) {
    return new Words(
        "系统已恢复，见公告 " + restoration.number(),
        "The system is restored, see notice " + restoration.number());
  }

  /** By the ids of the notices. */
  private Mono<Map<String, Words>> over(List<Message> messages) {
    Set<String> ids = messages.stream().map(SettledNotices::notice).collect(Collectors.toSet());
    return store
        .find(ids)
        .collectList()
        .flatMap(
            found -> store.restorationsAfter(found).collectList().map(after -> over(found, after)));
  }

  private static Map<String, Words> over(List<Notice> notices, List<Notice> restorations) {
    Map<String, Words> reasons = new HashMap<>();
    for (Notice notice : notices) {
      restorations.stream()
          .filter(restoration -> restoration.ends(notice))
          .findFirst()
          .ifPresent(restoration -> reasons.put(notice.id(), restored(restoration)));
      if (notice.withdrawal() != null) {
        reasons.put(notice.id(), notice.withdrawal().reason());
      }
    }
    return reasons;
  }

  private Mono<Map<String, Confirmation>> confirmed(List<Message> messages) {
    return confirmations.standing(
        messages.stream()
            .filter(message -> message.recipient().kind() == Recipient.Kind.UNIT)
            .map(SettledNotices::confirmation)
            .distinct()
            .toList());
  }

  private static Map<String, Words> reasons(
      List<Message> messages, Map<String, Words> over, Map<String, Confirmation> confirmed) {
    Map<String, Words> found = new HashMap<>();
    for (Message message : messages) {
      @Nullable Words reason = over.get(notice(message));
      if (reason == null
          && message.recipient().kind() == Recipient.Kind.UNIT
          && confirmed.containsKey(confirmation(message))) {
        reason = CONFIRMED;
      }
      if (reason != null) {
        found.put(message.id(), reason);
      }
    }
    return found;
  }

  private static String notice(Message message) {
    return Objects.requireNonNull(message.about().noticeId());
  }

  private static String confirmation(Message message) {
    return Confirmation.id(notice(message), message.recipient().id());
  }
}
