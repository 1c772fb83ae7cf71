package io.tocsin.notification.sms;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Throttled;
import org.jsmpp.SMPPConstant;

/** What a centre's negative answers mean (SMPP 3.4, 5.1.3). */
final class SmppAnswers {

  private SmppAnswers() {}

  static Answer of(int status) {
    String detail = "command_status 0x%08x".formatted(status);
    return switch (status) {
      case SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL ->
          new Throttled(detail);
      case SMPPConstant.STAT_ESME_RSYSERR,
          SMPPConstant.STAT_ESME_RX_T_APPN,
          SMPPConstant.STAT_ESME_RINVBNDSTS ->
          new NotTaken(detail);
      default -> new Refused(detail);
    };
  }
}
