package io.tocsin.roster.ical;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which servers may be asked for a calendar: those of the internet, and those of networks that the
 * operator names. An address in the set-up must not make the service read what stands behind the
 * firewall, such as the metadata of a cloud's machine or a database.
 */
final class PublicAddresses {

  /**
   * What is not the internet and {@link InetAddress} does not know by name: IANA's registries of
   * special-purpose addresses, and ways to write an IPv4 address as an IPv6 one.
   */
  private static final List<Network> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "100.64.0.0/10",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "240.0.0.0/4",
              "::/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "fc00::/7")
          .map(Network::parse)
          .toList();

  private final List<Network> allowed;

  PublicAddresses(List<String> allowed) {
    this.allowed = allowed.stream().map(Network::parse).toList();
  }

  boolean mayBeAsked(InetAddress address) {
    return allowed.stream().anyMatch(n -> n.contains(address)) || isPublic(address);
  }

  private static boolean isPublic(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress()
        && SPECIAL.stream().noneMatch(n -> n.contains(address));
  }

  /** Addresses that begin with the same bits. */
  record Network(InetAddress start, int bits) {

    static Network parse(String text) {
      int slash = text.indexOf('/');
      try {
        InetAddress start = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int most = start.getAddress().length * 8;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
          throw new IllegalArgumentException("Expected at most " + most + " bits, but got " + bits);
        }
        return new Network(start, bits);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "Expected a network such as 10.1.0.0/16, but got " + text, e);
      }
    }

    boolean contains(InetAddress address) {
      byte[] begins = start.getAddress();
      byte[] other = address.getAddress();
      if (other.length != begins.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((begins[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
