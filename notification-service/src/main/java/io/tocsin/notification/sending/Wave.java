package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Awaiting;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one notice that leave close behind each other, and how far each has come. They stand
 * in one document until they are settled: then each gets its own. All may be handed over once the
 * document is stored, so that after a crash nobody knows of any row without a note whether it left.
 */
final class Wave {

  private final String id;
  private final String noticeId;
  private final List<Attempting> attempts;
  private final @Nullable Delivery[] states;
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean closed;
  private boolean settled;

  /**
   * Makes one.
   *
   * @param attempts what each row becomes when it is handed over
   */
  Wave(String id, String noticeId, List<Attempting> attempts) {
    this.id = id;
    this.noticeId = noticeId;
    this.attempts = List.copyOf(attempts);
    this.states = new Delivery[attempts.size()];
  }

  String id() {
    return id;
  }

  String noticeId() {
    return noticeId;
  }

  int size() {
    return attempts.size();
  }

  List<Attempting> attempts() {
    return attempts;
  }

  Attempting attempt(int row) {
    return attempts.get(row);
  }

  Message message(int row) {
    return attempts.get(row).message();
  }

  /** The row is about to be handed over; false where it must not be, because all are settled. */
  synchronized boolean leaves(int row) {
    if (closed || states[row] != null) {
      return false;
    }
    states[row] = attempts.get(row);
    return true;
  }

  /** What came of a hand-off; false where the row has a document of its own already. */
  synchronized boolean answered(int row, Delivery state) {
    if (closed) {
      return false;
    }
    states[row] = state;
    return true;
  }

  /** Something became known of what was handed over; false where it is not for this wave. */
  synchronized boolean learnt(int row, UnaryOperator<Delivery> step) {
    Delivery now = states[row];
    if (closed || now == null) {
      return false;
    }
    states[row] = step.apply(now);
    return true;
  }

  /** Whether nothing more is to be heard of any row. */
  synchronized boolean complete() {
    for (Delivery state : states) {
      if (state == null || state instanceof Attempting || awaitsReceipt(state)) {
        return false;
      }
    }
    return true;
  }

  private static boolean awaitsReceipt(Delivery state) {
    return state instanceof Awaiting open && !open.receipts().isEmpty();
  }

  /** Takes in nothing more. What was not handed over waits, as if it had never been in a wave. */
  synchronized List<Delivery> close() {
    closed = true;
    return now();
  }

  /** Runs what needs the messages' own documents: once they are there, or at once. */
  void whenSettled(Runnable work) {
    synchronized (this) {
      if (!settled) {
        afterwards.add(work);
        return;
      }
    }
    work.run();
  }

  /** The messages have their own documents. */
  void settled() {
    List<Runnable> waiting;
    synchronized (this) {
      settled = true;
      waiting = List.copyOf(afterwards);
      afterwards.clear();
    }
    waiting.forEach(Runnable::run);
  }

  /** As they are now. */
  synchronized List<Delivery> now() {
    List<Delivery> all = new ArrayList<>(states.length);
    for (int row = 0; row < states.length; row++) {
      Delivery state = states[row];
      all.add(state == null ? new Queued(message(row)) : state);
    }
    return all;
  }

  /** After a crash: any of them may have been handed over, nobody knows more than is noted. */
  void recovered() {
    for (int row = 0; row < size(); row++) {
      leaves(row);
    }
  }
}
