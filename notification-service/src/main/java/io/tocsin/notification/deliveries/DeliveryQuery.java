package io.tocsin.notification.deliveries;

import com.mongodb.client.model.Filters;
import io.tocsin.kit.web.Cursors;
import io.tocsin.notification.domain.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the list of deliveries; null leaves a question open.
 *
 * @param call {@code OPEN} for those that somebody has to telephone about, {@code DONE} for those
 *     that a call has settled
 */
public record DeliveryQuery(
    @Nullable String incident,
    @Nullable String notice,
    @Nullable String page,
    @Nullable String channel,
    @Nullable String state,
    @Nullable String recipient,
    @Nullable String call,
    @Nullable String cursor) {

  private static final String LIST = "deliveries";

  Bson filter() {
    List<Bson> all = new ArrayList<>();
    equal(all, DeliveryDocument.INCIDENT, incident);
    equal(all, DeliveryDocument.NOTICE, notice);
    equal(all, DeliveryDocument.PAGE, page);
    equal(all, DeliveryDocument.CHANNEL, channel);
    equal(all, DeliveryDocument.STATE, state);
    equal(all, DeliveryDocument.RECIPIENT, recipient);
    equal(all, DeliveryDocument.CALL, call);
    if (cursor != null) {
      all.add(older(cursor));
    }
    return all.isEmpty() ? Filters.empty() : Filters.and(all);
  }

  /** Whether it is asked for one that has no document yet; such a one is in nobody's calls. */
  boolean matches(Delivery delivery) {
    var message = delivery.message();
    return call == null
        && asked(incident, message.about().incidentId())
        && asked(notice, message.about().noticeId())
        && asked(page, message.about().pageId())
        && asked(channel, message.channel().name())
        && asked(state, delivery.state().name())
        && asked(recipient, message.recipient().id())
        && (cursor == null || isOlder(cursor, delivery));
  }

  private static boolean asked(@Nullable String wanted, @Nullable String found) {
    return wanted == null || wanted.isBlank() || wanted.equals(found);
  }

  private static boolean isOlder(String cursor, Delivery delivery) {
    List<String> last = Cursors.read(LIST, cursor);
    long at = Long.parseLong(last.getFirst());
    long created = delivery.message().createdAt().toEpochMilli();
    return created < at || (created == at && delivery.id().compareTo(last.getLast()) < 0);
  }

  /** Where the next page begins behind this delivery. */
  public static String cursorAfter(Delivery last) {
    return Cursors.write(
        LIST, String.valueOf(last.message().createdAt().toEpochMilli()), last.id());
  }

  private static Bson older(String cursor) {
    List<String> last = Cursors.read(LIST, cursor);
    Date at = Date.from(Instant.ofEpochMilli(Long.parseLong(last.getFirst())));
    return Filters.or(
        Filters.lt(DeliveryDocument.CREATED_AT, at),
        Filters.and(
            Filters.eq(DeliveryDocument.CREATED_AT, at), Filters.lt("_id", last.getLast())));
  }

  private static void equal(List<Bson> all, String field, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      all.add(Filters.eq(field, value));
    }
  }
}
