package io.tocsin.roster.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

/** What lies in the document of the set-up, which earlier and later builds read. */
class StoredOrganisationTest {

  private static final String QUIET =
      """
      name: 某局
      timeZone: Asia/Shanghai
      units: [{code: centre, name: 中心}]
      posts: [{code: LD, name: 组长}]
      people: [{id: wang, name: 王, unit: centre, contacts: []}]
      schedules:
        - {id: ld-duty, post: LD, announce: false, layers: [{rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wang]}}]}
      """;

  @Test
  void a_schedule_that_wants_it_quiet_stays_quiet_when_it_is_read_again() {
    OrganisationState applied =
        new OrganisationState(1, OrganisationReader.yaml(QUIET), List.of(), Map.of());

    BsonDocument stored = OrganisationStore.codec().encode(applied);

    assertThat(schedule(stored).getBoolean("announce").getValue()).isFalse();
    assertThat(OrganisationStore.codec().decode(stored)).isEqualTo(applied);
  }

  @Test
  void an_earlier_build_kept_true_or_nothing_and_both_tell_until_the_document_says_false_again() {
    OrganisationState applied =
        new OrganisationState(1, OrganisationReader.yaml(QUIET), List.of(), Map.of());
    BsonDocument spoken = encoded(applied);
    schedule(spoken).put("announce", BsonBoolean.TRUE);
    BsonDocument silent = encoded(applied);
    schedule(silent).remove("announce");

    for (BsonDocument stored : List.of(spoken, silent)) {
      Organisation read = OrganisationStore.codec().decode(stored).organisation();
      assertThat(read.schedules().getFirst().announces()).isTrue();
      assertThat(Difference.between(read, applied.organisation()).changed())
          .containsExactly("schedule/ld-duty");
    }
  }

  /** One that can be changed as no build of today writes it. */
  private static BsonDocument encoded(OrganisationState state) {
    return BsonDocument.parse(OrganisationStore.codec().encode(state).toJson());
  }

  private static BsonDocument schedule(BsonDocument stored) {
    return stored.getDocument("organisation").getArray("schedules").getFirst().asDocument();
  }
}
