package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptionsTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:19092",
          "MONGODB_URI", "mongodb://127.0.0.1:27117",
          "SMPP_HOST", "127.0.0.1",
          "SMPP_PORT", "2775",
          "SMPP_SYSTEM_ID", "tocsin",
          "SMPP_PASSWORD", "tocsin");

  private static Options parse(String gateway, String... more) {
    return Options.parse(given(gateway, more), ENVIRONMENT);
  }

  private static String[] given(String gateway, String... more) {
    String[] given = {
      "--gateway", gateway, "--sandbox", "http://127.0.0.1:8090", "--secret-file", "s", "--var", "v"
    };
    return Stream.concat(Stream.of(given), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void without_more_it_times_200_reports_and_loads_for_10_seconds() {
    Options options = parse("http://127.0.0.1:8080");

    assertThat(options.reports()).isEqualTo(200);
    assertThat(options.load()).hasSeconds(10);
    assertThat(options.json()).isFalse();
    assertThat(parse("http://127.0.0.1:8080", "--json", "--seconds", "3").load()).hasSeconds(3);
  }

  @Test
  void a_platform_elsewhere_is_refused_because_its_people_are_real() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("http://192.0.2.7:8080"))
        .withMessageContaining("192.0.2.7");
  }

  @Test
  void a_store_elsewhere_is_refused_because_its_incidents_are_real() {
    Map<String, String> elsewhere = new HashMap<>(ENVIRONMENT);
    elsewhere.put("MONGODB_URI", "mongodb://127.0.0.1:27117,192.0.2.7:27017/?w=majority");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(given("http://127.0.0.1:8080"), elsewhere))
        .withMessageContaining("192.0.2.7");
  }

  @Test
  void one_part_can_be_asked_for_by_its_name() {
    assertThat(parse("http://127.0.0.1:8080").only()).isNull();
    assertThat(parse("http://127.0.0.1:8080", "--only", "due").due()).isEqualTo(6000);
    Options streams = parse("http://127.0.0.1:8080", "--only", "streams");
    assertThat(streams.streams()).isEqualTo(10_000);
    assertThat(streams.board()).isEqualTo(streams.gateway());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("http://127.0.0.1:8080", "--only", "everything"))
        .withMessageContaining("[due, fanout, streams, stored]");
    assertThat(parse("http://127.0.0.1:8080", "--only", "fanout").recipients()).isEqualTo(10_000);
    assertThat(parse("http://127.0.0.1:8080", "--only", "stored").stored()).isEqualTo(1_000_000);
  }

  @Test
  void what_is_unbounded_or_unknown_is_refused_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("http://127.0.0.1:8080", "--seconds", "3600"))
        .withMessageContaining("--seconds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("http://127.0.0.1:8080", "--reports", "many"))
        .withMessageContaining("many");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("http://127.0.0.1:8080", "forever"))
        .withMessageContaining("forever");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(new String[0], ENVIRONMENT))
        .withMessageContaining("--gateway");
  }
}
