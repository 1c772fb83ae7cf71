package io.tocsin.notification.notices;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The notice board.
 *
 * @param publicRead whether the board may be read without a token, as a widget in somebody's page
 *     has to; writing always needs one
 * @param heartbeat how often a stream says that it is alive
 * @param poll how often an instance looks for notices that another one wrote
 * @param worth how long a notice that names no end is worth sending by SMS and e-mail
 * @param lease after which another instance takes on a notice whose sender has gone silent
 */
@ConfigurationProperties("tocsin.notices")
record NoticeProperties(
    @DefaultValue("true") boolean publicRead,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("24h") Duration worth,
    @DefaultValue("60s") Duration lease) {

  NoticeProperties {
    if (!heartbeat.isPositive()
        || !poll.isPositive()
        || !worth.isPositive()
        || !lease.isPositive()) {
      throw new IllegalArgumentException(
          "Expected tocsin.notices.heartbeat, poll, worth and lease above zero, but got "
              + heartbeat
              + ", "
              + poll
              + ", "
              + worth
              + ", "
              + lease);
    }
  }
}
