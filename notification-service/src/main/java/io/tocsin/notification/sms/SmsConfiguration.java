package io.tocsin.notification.sms;

import io.tocsin.notification.budget.BudgetedProviders;
import io.tocsin.notification.replies.LongReplies;
import io.tocsin.notification.replies.Replies;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.sending.ProviderGroup;
import io.tocsin.notification.sending.Receipts;
import io.tocsin.notification.sending.SmsProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A provider for each SMS centre; none where {@code tocsin.smpp.host} is left empty. */
@Configuration(proxyBeanMethods = false)
class SmsConfiguration {

  /** Opened when the rest is there to take what comes in, closed when the last answer has come. */
  @Bean(initMethod = "open", destroyMethod = "close")
  SmppConnections smppConnections(
      SmppProperties first,
      SmppCentres more,
      Receipts receipts,
      Replies replies,
      LongReplies longReplies) {
    Map<SmppProperties, SmppLinks> all = new LinkedHashMap<>();
    List<SmppProperties> centres = new ArrayList<>();
    if (!first.host().isBlank()) {
      centres.add(first);
    }
    more.centres().forEach((name, centre) -> centres.add(centre.named(name)));
    for (SmppProperties centre : centres) {
      SmppInbox inbox = new SmppInbox(centre, receipts, replies, longReplies);
      all.put(
          centre,
          new SmppLinks(
              IntStream.range(0, centre.binds())
                  .mapToObj(i -> new SmppLink(centre, inbox))
                  .toList()));
    }
    return new SmppConnections(all);
  }

  @Bean
  ProviderGroup smppProviders(
      SmppConnections connections, BudgetedProviders budgeted, SmsProperties sms) {
    List<Provider> providers =
        connections.byCentre().entrySet().stream()
            .map(e ->
                budgeted.of(
                    new SmppProvider(
                        e.getKey(), e.getValue(), sms.signature(e.getKey().signature())),
                    e.getKey().budget(),
                    e.getKey().country()))
            .toList();
    return () -> providers;
  }

  /** The sessions with all centres. */
  record SmppConnections(Map<SmppProperties, SmppLinks> byCentre) {

    void open() {
      byCentre.values().forEach(SmppLinks::open);
    }

    void close() {
      byCentre.values().forEach(SmppLinks::close);
    }
  }
}
