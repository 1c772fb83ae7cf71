package io.tocsin.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

  private static final String REPORT =
      ContractFiles.read(ContractFiles.golden("report.received.v1"));

  private static void assertRefused(String json, String... named) {
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> EventCodec.decode(json.getBytes(UTF_8)))
        .satisfies(e -> assertThat(e.getMessage()).startsWith("Expected ").contains(named));
  }

  @Test
  void a_record_without_a_value_is_refused() {
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> EventCodec.decode(null))
        .withMessageContaining("has no value");
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> EventCodec.decode(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[]", "5", "\"text\"", "null", "{}", "not json", "{\"id\":\"1\"} trailing"})
  void what_is_no_envelope_is_refused(String json) {
    assertRefused(json, "Expected ");
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() {
    byte[] broken = {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> EventCodec.decode(broken));
  }

  @ParameterizedTest
  @CsvSource({
    "FULL_STOP, PARTLY, degree",
    "2026-03-09T01:02:00Z, yesterday, receivedAt",
    "report.received.v1, report.received.v9, report.received.v9",
    "report.received.v1, report.invented.v1, report.invented.v1",
  })
  void a_wrong_value_is_refused_by_name(String right, String wrong, String named) {
    assertThat(REPORT).contains(right);
    assertRefused(REPORT.replace(right, wrong), named);
  }

  @Test
  void an_unknown_version_is_answered_with_the_known_names() {
    assertRefused(REPORT.replace("received.v1", "received.v2"), "report.received.v1");
  }

  @Test
  void an_envelope_without_data_or_with_data_of_another_shape_is_refused() {
    String head = "{\"id\":\"r-1\",\"type\":\"report.received.v1\",\"at\":\"2026-03-09T01:02:00Z\"";
    assertRefused(head + "}", "data");
    assertRefused(head + ",\"data\":null}", "data");
    assertRefused(head + ",\"data\":[]}", "data");
    assertRefused(head + ",\"data\":\"payment\"}", "data");
  }

  @Test
  void a_number_where_a_text_belongs_is_refused() {
    assertRefused(REPORT.replace("\"payment\"", "7"), "system");
    assertRefused(REPORT.replace("\"exercise\": false", "\"exercise\": \"no\""), "exercise");
  }

  @Test
  void a_target_that_is_both_a_post_and_a_person_is_refused() {
    String page = ContractFiles.read(ContractFiles.golden("page.requested.v1"));
    assertRefused(
        page.replace("\"post\": \"DB\"", "\"personId\": \"wang-ming\", \"post\": \"DB\""),
        "either a post or a person",
        "wang-ming");
  }

  @Test
  void an_optional_field_may_be_null_or_missing() {
    Envelope<?> read =
        EventCodec.decode(
            REPORT.replace("\"data\":", "\"cause\": null, \"data\":").getBytes(UTF_8));
    assertThat(read.cause()).isNull();
  }

  @Test
  void the_data_may_stand_before_its_type() {
    Envelope<?> read = EventCodec.decode(REPORT.getBytes(UTF_8));
    String turned =
        "{\"data\":%s,\"at\":\"%s\",\"new\":{\"a\":[1]},\"type\":\"%s\",\"id\":\"%s\"}"
            .formatted(
                EventCodec.json().writeValueAsString(read.data()),
                read.at(),
                read.type(),
                read.id());

    Envelope<?> again = EventCodec.decode(turned.getBytes(UTF_8));

    assertThat(again.data()).isEqualTo(read.data());
    assertThat(again.at()).isEqualTo(read.at());
    assertThat(again.id()).isEqualTo(read.id());
  }

  @Test
  void the_type_is_told_without_reading_the_rest() {
    String type = "\"type\": \"page.withdrawn.v1\"";
    assertThat(typeOf("{\"id\": \"1\", %s, \"data\": no json".formatted(type)))
        .isEqualTo(PageEvent.PagesWithdrawnV1.class);
    assertThat(typeOf("{\"data\": {\"type\": \"x\"}, %s}".formatted(type)))
        .isEqualTo(PageEvent.PagesWithdrawnV1.class);
    assertThat(
            Stream.of("", "[]", "{}", "{\"type\": 1}", "{\"type\": \"of.nobody.v1\"}", "{")
                .map(EventCodecTest::typeOf))
        .containsOnlyNulls();
    assertThat(EventCodec.typeOf(null)).isNull();
  }

  private static @Nullable Class<? extends Event> typeOf(String json) {
    return EventCodec.typeOf(json.getBytes(UTF_8));
  }

  @Test
  void what_is_null_is_left_out() {
    var event = new PageEvent.EscalationExhaustedV1("i-1", "p", new LocalText("无人确认", "nobody"));
    String json =
        new String(EventCodec.encode(new Envelope<>("e-1", Instant.EPOCH, null, event)), UTF_8);

    assertThat(json)
        .isEqualTo(
            "{\"id\":\"e-1\",\"type\":\"escalation.exhausted.v1\",\"at\":\"1970-01-01T00:00:00Z\","
                + "\"data\":{\"incidentId\":\"i-1\",\"policyId\":\"p\","
                + "\"reason\":{\"zh\":\"无人确认\",\"en\":\"nobody\"}}}");
  }
}
