package io.tocsin.kit.security;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom a service believes.
 *
 * @param publicKey a file with the RSA public key of the gateway, PEM (SPKI); without one no token
 *     is believed
 * @param issuer the only one whose tokens count
 * @param publicPaths path patterns that need no token and may be shown in frames
 */
@ConfigurationProperties("tocsin.security")
record SecurityProperties(
    @Nullable Path publicKey,
    @DefaultValue("tocsin") String issuer,
    @DefaultValue List<String> publicPaths) {

  /** An environment variable that is not set leaves an empty path. */
  SecurityProperties {
    if (publicKey != null && publicKey.toString().isBlank()) {
      publicKey = null;
    }
  }
}
