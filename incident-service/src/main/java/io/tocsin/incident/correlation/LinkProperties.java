package io.tocsin.incident.correlation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which faults of different systems are suggested as linked.
 *
 * @param window how far apart they may have begun
 * @param atMost when so many others are GLOBAL, nothing is suggested
 */
@ConfigurationProperties("tocsin.incident.links")
record LinkProperties(@DefaultValue("PT30M") Duration window, @DefaultValue("6") int atMost) {}
