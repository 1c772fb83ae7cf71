package io.tocsin.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The latest messages of a channel: the oldest ones go when it is full, so that a load test cannot
 * fill the memory.
 */
public final class Ring<T> {

  private final Deque<T> items = new ArrayDeque<>();
  private final int capacity;
  private final AtomicLong changes = new AtomicLong();

  public Ring(int capacity) {
    this.capacity = capacity;
  }

  public void add(T item) {
    synchronized (items) {
      if (items.size() == capacity) {
        items.removeFirst();
      }
      items.addLast(item);
    }
    changes.incrementAndGet();
  }

  /** The newest {@code limit} that match, oldest first. */
  public List<T> newest(Predicate<T> matching, int limit) {
    List<T> found = new ArrayList<>();
    synchronized (items) {
      var backwards = items.descendingIterator();
      while (backwards.hasNext() && found.size() < limit) {
        T item = backwards.next();
        if (matching.test(item)) {
          found.add(item);
        }
      }
    }
    return found.reversed();
  }

  public void clear() {
    synchronized (items) {
      items.clear();
    }
    changes.incrementAndGet();
  }

  /** Grows with every change: a page that has seen this number need not ask for more. */
  public long changes() {
    return changes.get();
  }
}
