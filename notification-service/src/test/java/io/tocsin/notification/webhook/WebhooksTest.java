package io.tocsin.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.notification.sending.Exchange.NotSentException;
import io.tocsin.notification.smshttp.Vendor;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures, addresses that may not be reached, endpoints that fail. */
class WebhooksTest {

  private static final Instant T0 = Instant.parse("2026-03-09T01:10:00Z");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** The vector that the specification's own libraries test with. */
  @Test
  void signsAsTheSpecificationsExample() {
    assertThat(
            StandardWebhooks.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}",
                List.of(SECRET)))
        .isEqualTo(
            Map.of(
                "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp", "1614265330",
                "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void whileSecretsRotateEachOfThemSigns() {
    String other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    String both =
        StandardWebhooks.headers("id", T0, "{}", List.of(other, SECRET)).get("webhook-signature");
    String old = StandardWebhooks.headers("id", T0, "{}", List.of(SECRET)).get("webhook-signature");

    assertThat(both).contains(" ").endsWith(old);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "whsec_", "whsec_AAAA", "whsec_!!!"})
  void whatIsNoSecretIsRefused(String secret) {
    assertThatThrownBy(() -> StandardWebhooks.key(secret))
        .hasMessageContaining("Expected a secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "ff02::1"
      })
  void nothingInwardIsReached(String address) {
    assertThat(Addresses.allowing(List.of()).mayReach(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "223.5.5.5", "2400:3200::1"})
  void whatIsPublicIs(String address) {
    assertThat(Addresses.allowing(List.of()).mayReach(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void anIntranetsOwnNetworkMayBeNamed() {
    Addresses addresses = Addresses.allowing(List.of("10.1.0.0/16", "fc00:1::/32"));

    assertThat(addresses.mayReach(InetAddress.ofLiteral("10.1.255.1"))).isTrue();
    assertThat(addresses.mayReach(InetAddress.ofLiteral("::ffff:10.1.0.1"))).isTrue();
    assertThat(addresses.mayReach(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
    assertThat(addresses.mayReach(InetAddress.ofLiteral("fc00:1::9"))).isTrue();
    assertThatThrownBy(() -> Addresses.allowing(List.of("10.1/16")))
        .hasMessageContaining("10.1/16");
  }

  @Test
  void aNameThatLeadsInwardsIsNotConnectedTo() {
    GuardedHttp http = new GuardedHttp(properties());

    for (String host : List.of("localhost", "127.0.0.1", "[::1]")) {
      assertThatThrownBy(() ->
              http.post(
                  URI.create("http://" + host + ":9/"), Map.of(), "{}", Duration.ofSeconds(2)))
          .as(host)
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("not allowed");
    }
  }

  @Test
  void whoGivesAnEndpointMoreTimeThanWebhooksHaveGetsIt() {
    GuardedHttp http = new GuardedHttp(properties("127.0.0.0/8"));

    try (Vendor silent = new Vendor().isSilent()) {
      assertThatThrownBy(
              () -> http.post(URI.create(silent.url()), Map.of(), "{}", Duration.ofMillis(2500)))
          .hasMessageContaining("none within 2 s");
    }
  }

  @Test
  void anEndpointThatSaysItIsGoneIsDisabledAtOnce() {
    assertThat(EndpointHealth.GOOD.gone(T0).disabledAt()).isEqualTo(T0);
  }

  private static WebhookProperties properties(String... allowed) {
    return new WebhookProperties(
        List.of(allowed),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        3,
        Duration.ofMinutes(10),
        List.of(Duration.ofSeconds(5), Duration.ofMinutes(2)));
  }

  @Test
  void anEndpointIsDisabledOnceItFailedOftenAndLong() {
    List<Duration> schedule = properties().schedule();
    EndpointHealth health = EndpointHealth.GOOD;

    health = health.failed(T0, 3, Duration.ofMinutes(10));
    assertThat(health.again(T0, schedule)).isEqualTo(T0.plusSeconds(5));
    health = health.failed(T0.plusSeconds(5), 3, Duration.ofMinutes(10));
    assertThat(health.again(T0, schedule)).isEqualTo(T0.plusSeconds(120));
    health = health.failed(T0.plusSeconds(125), 3, Duration.ofMinutes(10));
    assertThat(health.disabledAt()).as("often, but not for long").isNull();
    assertThat(health.again(T0, schedule))
        .as("the last wait repeats")
        .isEqualTo(T0.plusSeconds(120));
    Instant late = T0.plusSeconds(600);
    health = health.failed(late, 3, Duration.ofMinutes(10));

    assertThat(health.disabledAt()).isEqualTo(late);
    assertThat(health.failed(late.plusSeconds(1), 3, Duration.ofMinutes(10)).disabledAt())
        .isEqualTo(late);
  }
}
