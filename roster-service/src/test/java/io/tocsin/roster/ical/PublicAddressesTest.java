package io.tocsin.roster.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.roster.ical.PublicAddresses.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers the service may ask because somebody named them. */
class PublicAddressesTest {

  private static final PublicAddresses NONE_MORE = new PublicAddresses(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.8",
        "198.19.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001::1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1"
      })
  void what_is_not_the_internet_is_not_asked(String address) {
    assertThat(NONE_MORE.mayBeAsked(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.0.1",
        "172.32.0.1",
        "198.17.0.1",
        "2400:3200::1",
        "2606:4700::1111"
      })
  void the_internet_is(String address) {
    assertThat(NONE_MORE.mayBeAsked(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void a_network_that_the_operator_names_is_asked_too_and_no_other() {
    PublicAddresses office = new PublicAddresses(List.of("10.1.128.0/17", "fd00:1::/32"));

    assertThat(office.mayBeAsked(InetAddress.ofLiteral("10.1.128.1"))).isTrue();
    assertThat(office.mayBeAsked(InetAddress.ofLiteral("10.1.255.255"))).isTrue();
    assertThat(office.mayBeAsked(InetAddress.ofLiteral("10.1.127.255"))).isFalse();
    assertThat(office.mayBeAsked(InetAddress.ofLiteral("fd00:1:ffff::1"))).isTrue();
    assertThat(office.mayBeAsked(InetAddress.ofLiteral("fd00:2::1"))).isFalse();
    assertThat(office.mayBeAsked(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.0/33", "office", "10.1.0.0/x", "::/129", ""})
  void what_is_no_network_is_refused_at_the_start(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.parse(text))
        .withMessageContaining("Expected a network such as 10.1.0.0/16");
  }
}
