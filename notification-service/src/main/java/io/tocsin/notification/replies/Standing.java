package io.tocsin.notification.replies;

import io.tocsin.contracts.IncidentState;
import io.tocsin.notification.domain.ReplyText;
import io.tocsin.notification.domain.Words;
import org.jspecify.annotations.Nullable;

/**
 * What a page stands for when it is answered.
 *
 * @param withdrawn why it was taken back; null while it was not
 * @param incident how its incident stands; null where that is not known
 */
record Standing(@Nullable Words withdrawn, @Nullable IncidentState incident) {

  /**
   * What is told instead of "the fault is with you"; null where it is.
   *
   * @param first whether the person had not answered this page before: his own answer takes it back
   *     as well
   */
  @Nullable Words over(String number, boolean first) {
    if (incident != null && !incident.open()) {
      return ReplyText.ended(number, words(incident));
    }
    return withdrawn == null || !first ? null : ReplyText.over(number, withdrawn);
  }

  private static Words words(IncidentState over) {
    return switch (over) {
      case RESTORED -> new Words("已恢复", "is restored");
      case ENDED -> new Words("已结束", "has ended");
      case CLOSED -> new Words("已归档", "is closed");
      case FALSE_ALARM -> new Words("为误报", "was a false alarm");
      case MERGED -> new Words("已并入另一故障", "was merged into another one");
      case NEW, ASSESSED, ACTIVE, REPAIRED, TESTED ->
          throw new IllegalArgumentException("Expected an incident that is over, but got " + over);
    };
  }
}
