package io.tocsin.notification.sms;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.session.SMPPSession;

/** The sessions with one centre; whoever sends takes the next one that is bound. */
final class SmppLinks implements AutoCloseable {

  private final List<SmppLink> links;
  private final AtomicInteger turn = new AtomicInteger();

  SmppLinks(List<SmppLink> links) {
    this.links = List.copyOf(links);
  }

  /** A bound session and the link that it belongs to. */
  record Bound(SmppLink link, SMPPSession session) {}

  void open() {
    links.forEach(SmppLink::open);
  }

  Optional<Bound> next() {
    int first = turn.getAndIncrement();
    for (int i = 0; i < links.size(); i++) {
      SmppLink link = links.get(Math.floorMod(first + i, links.size()));
      Optional<SMPPSession> session = link.session();
      if (session.isPresent()) {
        return Optional.of(new Bound(link, session.get()));
      }
    }
    return Optional.empty();
  }

  boolean bound() {
    return links.stream().anyMatch(link -> link.session().isPresent());
  }

  /** Why there is no session. */
  String trouble() {
    return links.getFirst().trouble();
  }

  @Override
  public void close() {
    links.forEach(SmppLink::close);
  }
}
