package io.tocsin.notification.feeds;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What feeds say of themselves.
 *
 * @param publicUrl where people reach the platform: the links in feeds begin with it, and its host
 *     names the sender of alerts
 * @param entries how many notices a feed holds
 */
@ConfigurationProperties("tocsin.feeds")
record FeedProperties(
    @DefaultValue("http://127.0.0.1:8080") URI publicUrl, @DefaultValue("50") int entries) {

  FeedProperties {
    if (publicUrl.getHost() == null || entries < 1 || entries > 200) {
      throw new IllegalArgumentException(
          "Expected tocsin.feeds.public-url with a host and entries of 1 to 200, but got "
              + publicUrl
              + " and "
              + entries);
    }
  }

  /** An absolute address below the platform's. */
  String link(String path) {
    String base = publicUrl.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }

  /** Who sends the alerts, as CAP wants it: no blanks, no commas, once in the world. */
  String sender() {
    return "tocsin@" + publicUrl.getHost();
  }
}
