package io.tocsin.notification.sending;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What all SMS have in common.
 *
 * @param signature stands at the end of every text, such as 【江南省财政厅】; empty for none. A provider
 *     may have another one, and one that takes template ids puts its own in front
 */
@ConfigurationProperties("tocsin.sms")
public record SmsProperties(@DefaultValue("") String signature) {

  /** What a provider puts behind its texts. */
  public String signature(@Nullable String own) {
    return own == null ? signature : own;
  }
}
