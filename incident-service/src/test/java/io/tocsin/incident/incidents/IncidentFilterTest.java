package io.tocsin.incident.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
}
