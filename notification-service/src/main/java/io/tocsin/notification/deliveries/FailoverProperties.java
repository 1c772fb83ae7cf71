package io.tocsin.notification.deliveries;

import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.FollowUp;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is done when a message does not reach its recipient.
 *
 * @param urgentPatience a page that has not left by then goes to the person's next channel as well;
 *     one that nobody has tried to send goes there instead
 * @param unknownUrgent how long a page whose hand-off was not answered may be learnt about; then
 *     the next channel is taken, at the risk that the person gets it twice
 * @param unknownBulk the same for a notice
 * @param receiptUrgent how long the receipt of a page may take, from a provider that sends
 *     receipts; then nobody knows whether it arrived
 * @param receiptBulk the same for a notice
 * @param telling channels that tell people something at once; a recipient who has only others left
 *     is telephoned
 * @param poll how often is looked for what has to be followed up
 */
@ConfigurationProperties("tocsin.failover")
public record FailoverProperties(
    @DefaultValue("30s") Duration urgentPatience,
    @DefaultValue("1m") Duration unknownUrgent,
    @DefaultValue("10m") Duration unknownBulk,
    @DefaultValue("3m") Duration receiptUrgent,
    @DefaultValue("30m") Duration receiptBulk,
    @DefaultValue({"SMS", "VOICE", "CHAT"}) Set<Channel> telling,
    @DefaultValue("1s") Duration poll) {

  public FailoverProperties {
    require("urgent-patience", urgentPatience);
    require("unknown-urgent", unknownUrgent);
    require("unknown-bulk", unknownBulk);
    require("receipt-urgent", receiptUrgent);
    require("receipt-bulk", receiptBulk);
    require("poll", poll);
  }

  FollowUp.Rules rules() {
    return new FollowUp.Rules(
        urgentPatience, unknownUrgent, unknownBulk, receiptUrgent, receiptBulk, telling);
  }

  private static void require(String field, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "Expected tocsin.failover." + field + " above zero, but got " + value);
    }
  }
}
