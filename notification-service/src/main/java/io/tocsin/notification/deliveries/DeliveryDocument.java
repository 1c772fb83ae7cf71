package io.tocsin.notification.deliveries;

import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.StateCodec;
import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Carried;
import io.tocsin.notification.domain.Delivery.Confirmed;
import io.tocsin.notification.domain.Delivery.Stuck;
import io.tocsin.notification.domain.Delivery.Waiting;
import io.tocsin.notification.domain.FollowUp;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a delivery lies in its document, and what can be asked of it. */
final class DeliveryDocument {

  static final String COLLECTION = "deliveries";

  /** Only while something is still to be done: the indexes on it hold the working set alone. */
  static final String QUEUE = "queue";

  /** When a sender looks at it again. */
  static final String DUE_AT = "dueAt";

  /** When it has to be settled even though its provider is away. */
  static final String DEADLINE = "deadline";

  static final String SERIES = "series";
  static final String STATE = "deliveryState";
  static final String CHANNEL = "channel";
  static final String INCIDENT = "incident";
  static final String PAGE = "page";
  static final String NOTICE = "notice";
  static final String RECIPIENT = "recipient";

  /** Who was asked last to carry it; counted by, never looked up by. */
  static final String PROVIDER = "provider";

  static final String CREATED_AT = "createdAt";
  static final String RECEIPTS = "state.receipts";

  /** The record that the state is; an attempt that runs is QUEUED outside but no longer waits. */
  static final String KIND = "state.kind";

  /** Why an attempt is the last one; there only once it is. */
  static final String NEEDLESS = "state.needless";

  private static final IndexOptions SPARSE = new IndexOptions().sparse(true);

  /** When another way has to be looked for; there only while nobody has. */
  static final String FOLLOW_UP = "followUpAt";

  /** In which message its words left; there only where that is another one. */
  static final String CARRIER = "carrier";

  /** Whether somebody has to telephone: {@link #OPEN}, or {@link #DONE} once it helped. */
  static final String CALL = "call";

  static final String OPEN = "OPEN";
  static final String DONE = "DONE";

  static final List<IndexModel> INDEXES =
      List.of(
          new IndexModel(ascending(QUEUE, DUE_AT), SPARSE),
          new IndexModel(ascending(QUEUE, DEADLINE), SPARSE),
          new IndexModel(ascending(SERIES), SPARSE),
          new IndexModel(ascending(RECEIPTS), SPARSE),
          new IndexModel(ascending(FOLLOW_UP), SPARSE),
          new IndexModel(ascending(CARRIER), SPARSE),
          new IndexModel(compoundIndex(ascending(CALL), descending(CREATED_AT, "_id"))),
          newestOf(STATE),
          newestOf(CHANNEL),
          newestOf(INCIDENT),
          newestOf(PAGE),
          newestOf(NOTICE),
          newestOf(RECIPIENT),
          new IndexModel(descending(CREATED_AT, "_id")));

  private DeliveryDocument() {}

  private static IndexModel newestOf(String field) {
    return new IndexModel(compoundIndex(ascending(field), descending(CREATED_AT, "_id")));
  }

  static StateCodec<Delivery> codec(FollowUp.Rules rules) {
    return JacksonStateCodec.of(Delivery.class, delivery -> indexed(delivery, rules));
  }

  private static Map<String, @Nullable Object> indexed(Delivery delivery, FollowUp.Rules rules) {
    var message = delivery.message();
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put(STATE, delivery.state().name());
    fields.put(CHANNEL, message.channel().name());
    fields.put(INCIDENT, message.about().incidentId());
    fields.put(PAGE, message.about().pageId());
    fields.put(NOTICE, message.about().noticeId());
    fields.put(RECIPIENT, message.recipient().id());
    fields.put(PROVIDER, provider(delivery));
    fields.put(CREATED_AT, Date.from(message.createdAt()));
    boolean active = delivery instanceof Waiting || delivery instanceof Attempting;
    fields.put(QUEUE, active ? Queue.of(message).label() : null);
    fields.put(SERIES, delivery instanceof Waiting ? message.series() : null);
    fields.put(DUE_AT, date(dueAt(delivery)));
    fields.put(DEADLINE, date(deadline(delivery)));
    fields.put(FOLLOW_UP, rules.dueAt(delivery).map(Date::from).orElse(null));
    fields.put(CALL, call(delivery));
    fields.put(CARRIER, delivery instanceof Carried carried ? carried.carrier() : null);
    return fields;
  }

  private static String provider(Delivery delivery) {
    return delivery.attempts().stream()
        .map(Attempt::provider)
        .filter(provider -> !provider.startsWith("call:"))
        .reduce((first, last) -> last)
        .orElse("none");
  }

  private static @Nullable String call(Delivery delivery) {
    if (delivery instanceof Stuck stuck) {
      return stuck.callDue() ? OPEN : null;
    }
    return delivery instanceof Confirmed confirmed && confirmed.byTelephone() ? DONE : null;
  }

  private static @Nullable Instant dueAt(Delivery delivery) {
    return delivery instanceof Waiting waiting ? waiting.dueAt() : deadline(delivery);
  }

  private static @Nullable Instant deadline(Delivery delivery) {
    return switch (delivery) {
      case Waiting waiting -> waiting.message().notAfter();
      case Attempting attempting -> attempting.answerBy();
      default -> null;
    };
  }

  private static @Nullable Date date(@Nullable Instant at) {
    return at == null ? null : Date.from(at);
  }
}
