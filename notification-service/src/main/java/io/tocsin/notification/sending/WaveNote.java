package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Answer;
import java.time.Instant;

/** Something that became known of one message of a wave. */
sealed interface WaveNote {

  /** Its place in the wave, from 0. */
  int row();

  /** What the provider answered, and when. */
  record Answered(int row, Instant at, Answer answer) implements WaveNote {}

  /** What the provider said later of the part that it knows by this id. */
  record Told(int row, String id, Receipt.Result result, String detail) implements WaveNote {}
}
