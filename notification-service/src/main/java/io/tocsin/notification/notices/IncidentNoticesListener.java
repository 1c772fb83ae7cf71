package io.tocsin.notification.notices;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.NoticeWithdrawnV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import io.tocsin.notification.domain.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Posts the notices that incidents issue. Everything else about an incident is not read here. */
@Configuration(proxyBeanMethods = false)
class IncidentNoticesListener {

  @Bean
  Consumer<Message<List<byte[]>>> incidentNotices(KeyedListeners listeners, NoticeBoard board) {
    return listeners.listen(
        Topics.INCIDENTS,
        (incident, records) -> Flux.fromIterable(records).concatMap(r -> handle(r, board)).then());
  }

  private static Mono<Void> handle(Envelope<?> record, NoticeBoard board) {
    return switch (record.data()) {
      case NoticeIssuedV1 issued -> board.post(notice(issued));
      case NoticeWithdrawnV1 withdrawn ->
          board.withdraw(
              withdrawn.noticeId(),
              record.at(),
              new Words(withdrawn.reason().zh(), withdrawn.reason().en()));
      default -> Mono.empty();
    };
  }

  private static Notice notice(NoticeIssuedV1 event) {
    var notice = event.notice();
    return new Notice(
        notice.noticeId(),
        0,
        notice.number(),
        notice.type(),
        event.incident().id(),
        notice.refersTo(),
        new Words(notice.title().zh(), notice.title().en()),
        new Words(notice.body().zh(), notice.body().en()),
        new LinkedHashSet<>(notice.units()),
        new LinkedHashSet<>(notice.channels()),
        event.incident().severity(),
        event.incident().exercise(),
        event.actor().id(),
        notice.issuedAt(),
        notice.expiresAt(),
        null);
  }
}
