package io.tocsin.gateway.identity;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How tokens are issued.
 *
 * @param privateKey a PEM file, PKCS#8, RSA
 * @param adminSecretFile holds the administrator's secret, white space around it not counted
 * @param impersonation whether the secret also buys tokens of other people; for trying out only
 * @param tokenTtl how long a token is good
 * @param attempts wrong secrets of one address within {@code attemptsWindow} before it has to wait
 */
@ConfigurationProperties("tocsin.identity")
record IdentityProperties(
    Path privateKey,
    Path adminSecretFile,
    boolean impersonation,
    Duration tokenTtl,
    int attempts,
    Duration attemptsWindow) {

  IdentityProperties {
    if (tokenTtl.isNegative() || tokenTtl.isZero()) {
      throw new IllegalArgumentException(
          "Expected a positive duration in tocsin.identity.token-ttl, but got " + tokenTtl);
    }
  }
}
