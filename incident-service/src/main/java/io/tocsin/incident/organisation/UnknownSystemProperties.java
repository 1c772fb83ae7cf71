package io.tocsin.incident.organisation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How reports are correlated of a system that was taken out of the set-up after they were accepted:
 * a fault that was reported is looked at all the same.
 *
 * @param units distinct units that make it GLOBAL
 * @param window counted from the latest report
 */
@ConfigurationProperties("tocsin.incident.unknown-system")
record UnknownSystemProperties(int units, Duration window) {}
