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
