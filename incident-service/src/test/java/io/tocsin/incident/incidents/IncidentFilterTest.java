package io.tocsin.incident.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;

class IncidentFilterTest {

  @ParameterizedTest(name = "{0}: among the open ones {1}")
  @CsvSource({
    "'NEW', true",
    "'NEW,ASSESSED,ACTIVE,REPAIRED,TESTED', true",
    "'ACTIVE,RESTORED', false",
    "'CLOSED', false",
    "'', false"
  })
  void a_list_of_states_that_are_all_open_is_looked_up_among_the_open_ones(
      String states, boolean open) {
    var parameters = new LinkedMultiValueMap<String, String>();
    parameters.add("state", states);

    String query = IncidentFilter.of(parameters).query(null).toBsonDocument().toJson();

    assertThat(query.contains("\"open\": true")).isEqualTo(open);
    Arrays.stream(states.split(",")).forEach(state -> assertThat(query).contains(state));
  }

  @Test
  void a_time_range_is_looked_up_in_the_order_of_the_openings() {
    var parameters = new LinkedMultiValueMap<String, String>();
    parameters.add("from", "2026-03-09T08:00:00+08:00");
    parameters.add("to", "2026-03-10T00:00:00Z");
    IncidentFilter filter = IncidentFilter.of(parameters);

    assertThat(filter.query(null).toBsonDocument().toJson())
        .contains(
            "\"$gte\": \"2026-03-09T00:00:00.000Z\"", "\"$lt\": \"2026-03-10T00:00:00.000Z\"");
    assertThat(filter.canonical()).as("a cursor fits no other range").contains("2026-03-10");
  }

  @Test
  void a_time_without_an_offset_is_refused() {
    var parameters = new LinkedMultiValueMap<String, String>();
    parameters.add("from", "2026-03-09");

    assertThatThrownBy(() -> IncidentFilter.of(parameters))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(FieldError::field).containsExactly("from"));
  }
}
