package io.tocsin.notification.notices;

import io.tocsin.notification.confirmations.Confirmations;
import io.tocsin.notification.deliveries.DeliveryCounts;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.notices.NoticeView.Confirmed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts beside notices what became of them: their deliveries and confirmations, counted. */
@Component
final class NoticeViews {

  private final DeliveryCounts deliveries;
  private final Confirmations confirmations;

  NoticeViews(DeliveryCounts deliveries, Confirmations confirmations) {
    this.deliveries = deliveries;
    this.confirmations = confirmations;
  }

  Mono<NoticeView> of(Notice notice, Language language) {
    return of(List.of(notice), language).map(List::getFirst);
  }

  /** In the order given, with one question to the store for each count. */
  Mono<List<NoticeView>> of(List<Notice> notices, Language language) {
    if (notices.isEmpty()) {
      return Mono.just(List.of());
    }
    List<String> ids = notices.stream().map(Notice::id).toList();
    return Mono.zip(deliveries.of(ids), confirmations.counts(ids))
        .map(counts ->
            notices.stream()
                .map(n ->
                    view(
                        n,
                        language,
                        counts.getT1().getOrDefault(n.id(), Map.of()),
                        counts.getT2().getOrDefault(n.id(), Map.of())))
                .toList());
  }

  private static NoticeView view(
      Notice notice,
      Language language,
      Map<String, Map<String, Long>> deliveries,
      Map<Integer, Long> confirmations) {
    long confirmed = confirmations.getOrDefault(notice.revision().number(), 0L);
    return NoticeView.of(
        notice,
        language,
        withPosts(notice, deliveries, confirmed),
        new Confirmed(notice.units().size(), confirmed));
  }

  /** A post on the board is delivered by being there: one for each unit that can read it. */
  private static Map<String, Map<String, Long>> withPosts(
      Notice notice, Map<String, Map<String, Long>> counted, long confirmed) {
    Map<String, Map<String, Long>> all = new TreeMap<>(counted);
    if (notice.posted()) {
      Map<String, Long> posts = new TreeMap<>();
      posts.put("CONFIRMED", confirmed);
      posts.put("DELIVERED", notice.units().size() - confirmed);
      posts.values().removeIf(count -> count <= 0);
      all.put("INTRANET", posts);
    }
    return all;
  }
}
