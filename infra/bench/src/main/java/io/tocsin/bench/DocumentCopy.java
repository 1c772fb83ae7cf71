package io.tocsin.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * What makes one copy out of an incident's documents: its id and system wherever they stand, also
 * within other texts, and its times as far from each other as they were.
 */
final class DocumentCopy {

  /** Unique in its collection and growing with real ones; no real one is below 1. */
  private static final String PLACE = "seq";

  private static final String NOTICE_NUMBER = "number";

  private final int index;
  private final String incidentId;
  private final String id;
  private final String fromSystem;
  private final String system;
  private final String fromOpened;
  private final String opened;
  private final Duration shift;

  DocumentCopy(Document incident, int index, String id, String system, Instant openedAt) {
    Document state = incident.get("state", Document.class);
    this.index = index;
    this.incidentId = incident.getString("_id");
    this.id = id;
    this.fromSystem = state.getString("system");
    this.system = system;
    this.fromOpened = state.getString("openedAt");
    Instant from = Instant.parse(fromOpened).truncatedTo(ChronoUnit.MILLIS);
    this.opened = text(openedAt);
    this.shift = Duration.between(from, openedAt);
  }

  /** The copies of one collection's documents. */
  Stream<Document> all(List<Document> documents) {
    return IntStream.range(0, documents.size()).mapToObj(k -> of(documents.get(k), k));
  }

  private Document of(Document document, int k) {
    Document copy = (Document) value(document);
    String own = document.getString("_id");
    if (!own.contains(incidentId)) {
      copy.put("_id", id + "-" + k);
    }
    if (copy.containsKey(PLACE) && copy.containsKey(NOTICE_NUMBER)) {
      copy.put(PLACE, -1L - index - 1_000_000_000L * k);
    }
    if (copy.get("order") instanceof String) {
      copy.put("order", opened + "/" + id);
    }
    return copy;
  }

  private Object value(Object value) {
    return switch (value) {
      case String text -> text(text);
      case Date date -> Date.from(date.toInstant().plus(shift));
      case Document document -> {
        Document copy = new Document();
        document.forEach((key, inner) -> copy.put(key, inner == null ? null : value(inner)));
        yield copy;
      }
      case List<?> list -> list.stream().map((Function<Object, Object>) this::value).toList();
      default -> value;
    };
  }

  private String text(String text) {
    return text.replace(incidentId, id).replace(fromSystem, system).replace(fromOpened, opened);
  }

  /** As the services write a time that lists are ordered by. */
  private static String text(Instant at) {
    return String.format(Locale.ROOT, "%s.000Z", at.toString().replace("Z", ""));
  }
}
