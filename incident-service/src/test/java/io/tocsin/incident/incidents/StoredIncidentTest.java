package io.tocsin.incident.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Faults;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Severity;
import io.tocsin.kit.store.JacksonStateCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

/** What an earlier build stored is worked on. */
class StoredIncidentTest {

  private static final JacksonStateCodec<Incident> CODEC =
      JacksonStateCodec.of(Incident.class, _ -> Map.of());

  @Test
  void an_incident_comes_back_as_it_was_stored() {
    Incident incident = Faults.active(Instant.parse("2026-03-09T01:00:00Z"));

    assertThat(CODEC.decode(CODEC.encode(incident))).isEqualTo(incident);
  }

  @Test
  void one_of_an_earlier_build_goes_on_from_what_it_holds() {
    Instant at = Instant.parse("2026-03-09T01:00:00Z");
    BsonDocument stored = CODEC.encode(Faults.active(at)).decode(new BsonDocumentCodec());
    BsonDocument response = stored.getDocument("response");
    List.of("noticesNumbered", "heldSince", "adopted", "reminded", "restorations")
        .forEach(response::remove);
    response.append("severitySince", new BsonString("2026-03-09T01:00:30Z"));

    Incident told = Faults.told(CODEC.decode(stored), at.plusSeconds(60));

    assertThat(told.notices())
        .extracting(Incident.IssuedNotice::noticeId)
        .containsExactly("i-1-n1", "i-1-n2");
    assertThat(told.response().heldSince())
        .as("what it knew of its severity")
        .containsEntry(Severity.SEV1, at.plusSeconds(30));
  }
}
