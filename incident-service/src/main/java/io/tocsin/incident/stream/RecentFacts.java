package io.tocsin.incident.stream;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The latest facts of this instance, numbered, so that each reader goes on where it was. */
final class RecentFacts {

  private final int bound;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Fact> facts = new ArrayDeque<>();
  private long last;

  RecentFacts(int bound) {
    this.bound = bound;
  }

  /** One fact under its number. */
  record Fact(long number, Envelope<IncidentEvent> event) {}

  /**
   * What a reader gets.
   *
   * @param missed facts went before they were read: the reader must look at the whole again
   */
  record Page(boolean missed, List<Fact> facts, long upTo) {}

  void add(List<Envelope<IncidentEvent>> events) {
    lock.lock();
    try {
      for (Envelope<IncidentEvent> event : events) {
        facts.addLast(new Fact(++last, event));
      }
      while (facts.size() > bound) {
        facts.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing that came before is known for sure: who has read it all has missed something. */
  void forget() {
    lock.lock();
    try {
      facts.clear();
      last++;
    } finally {
      lock.unlock();
    }
  }

  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  Page after(long number) {
    lock.lock();
    try {
      long oldest = last - facts.size() + 1;
      boolean missed = number + 1 < oldest;
      return new Page(missed, facts.stream().filter(f -> f.number() > number).toList(), last);
    } finally {
      lock.unlock();
    }
  }
}
