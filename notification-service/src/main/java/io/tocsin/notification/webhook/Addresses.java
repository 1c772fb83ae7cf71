package io.tocsin.notification.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may be reached: the public ones, and those networks that the installation names,
 * because an intranet's own services are private. A name that leads inwards is refused, whoever
 * wrote it.
 */
public record Addresses(List<Network> allowed) {

  /** A network, written as {@code 10.1.0.0/16}. */
  public static final class Network {

    private final byte[] prefix;
    private final int bits;

    private Network(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    static Network parse(String text) {
      int slash = text.indexOf('/');
      String address = slash < 0 ? text : text.substring(0, slash);
      try {
        // Java reads 10.1 as 10.0.0.1, which nobody means who writes 10.1/16.
        if (!address.contains(":") && !address.matches("\\d+(\\.\\d+){3}")) {
          throw new IllegalArgumentException("its address has not four numbers");
        }
        byte[] prefix = InetAddress.ofLiteral(address).getAddress();
        int bits =
            slash < 0 ? prefix.length * 8 : Integer.parseInt(text.substring(slash + 1).strip());
        if (bits < 0 || bits > prefix.length * 8) {
          throw new IllegalArgumentException("its length is " + bits);
        }
        return new Network(prefix, bits);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "Expected a network such as 10.1.0.0/16, but got " + text, e);
      }
    }

    boolean has(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Network n && n.bits == bits && Arrays.equals(n.prefix, prefix);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(prefix) + bits;
    }

    @Override
    public String toString() {
      try {
        return InetAddress.getByAddress(prefix).getHostAddress() + "/" + bits;
      } catch (UnknownHostException e) {
        throw new IllegalStateException("Expected 4 or 16 bytes, but got " + prefix.length, e);
      }
    }
  }

  private static final List<Network> INWARD =
      List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/32",
              "2001:db8::/32",
              "2002::/16",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .stream()
          .map(Network::parse)
          .toList();

  public Addresses {
    allowed = List.copyOf(allowed);
  }

  /** Reads networks as they are written in the settings. */
  public static Addresses allowing(List<String> networks) {
    return new Addresses(networks.stream().map(Network::parse).toList());
  }

  /** Whether a connection may be made to it. */
  public boolean mayReach(InetAddress address) {
    byte[] bytes = plain(address);
    return allowed.stream().anyMatch(n -> n.has(bytes))
        || INWARD.stream().noneMatch(n -> n.has(bytes));
  }

  /** An IPv4 address stays one however it is wrapped (::ffff:10.0.0.1). */
  private static byte[] plain(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean wrapped = address instanceof Inet6Address && bytes[10] == -1 && bytes[11] == -1;
    for (int i = 0; i < 10 && wrapped; i++) {
      wrapped = bytes[i] == 0;
    }
    return wrapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
  }
}
