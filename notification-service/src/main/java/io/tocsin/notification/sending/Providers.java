package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All providers of this installation. */
public final class Providers {

  private final Map<Channel, List<Provider>> byChannel = new EnumMap<>(Channel.class);

  /**
   * Orders them.
   *
   * @param order names, the first choice first; the unnamed come behind as they are
   */
  Providers(List<Provider> all, List<String> order) {
    Set<String> names = new HashSet<>();
    for (Provider provider : all) {
      if (!names.add(provider.name())) {
        throw new IllegalArgumentException(
            "Expected a name of its own for each provider, but two are called " + provider.name());
      }
    }
    for (String name : order) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "Expected tocsin.sending.order to name providers out of "
                + names
                + ", but got "
                + name);
      }
    }
    List<Provider> ordered = new ArrayList<>(all);
    ordered.sort((a, b) -> Integer.compare(place(order, a), place(order, b)));
    ordered.forEach(p -> byChannel.computeIfAbsent(p.channel(), c -> new ArrayList<>()).add(p));
  }

  /** Each channel's providers, the first choice first. */
  public Map<Channel, List<Provider>> byChannel() {
    return byChannel;
  }

  private static int place(List<String> order, Provider provider) {
    int place = order.indexOf(provider.name());
    return place < 0 ? order.size() : place;
  }
}
