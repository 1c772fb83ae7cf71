package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import org.junit.jupiter.api.Test;

class LatestTest {

  private final Latest all = new Latest();
  private final Latest incidents = all.of("tocsin_incident.incidents");
  private final Latest escalations = all.of("tocsin_escalation.escalations");
  private final KeyValue id = new KeyValue("3c03d481-8dc0-8d4a-ab29-535e7fe29f7b");

  @Test
  void whatWasWrittenIsNotTakenApartAgain() {
    Document written = new Document("_id", id.get(0)).append("version", 1);

    byte[] bytes = incidents.encode(id, written);

    assertThat(incidents.decode(id, bytes)).isSameAs(written);
    assertThat(incidents.decode(id, bytes.clone())).isEqualTo(written).isNotSameAs(written);
  }

  @Test
  void documentsOfOneIdInManyCollectionsKeepEachTheirPlace() {
    Document incident = new Document("_id", id.get(0)).append("of", "incidents");
    Document escalation = new Document("_id", id.get(0)).append("of", "escalations");
    byte[] bytesOfIncident = incidents.encode(id, incident);
    byte[] bytesOfEscalation = escalations.encode(id, escalation);

    assertThat(incidents.decode(id, bytesOfIncident)).isSameAs(incident);
    assertThat(escalations.decode(id, bytesOfEscalation)).isSameAs(escalation);
  }
}
