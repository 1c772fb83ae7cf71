package io.tocsin.gateway.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what comes in.
 *
 * @param body the largest body of a request
 * @param upload the largest document where a document is expected
 * @param callsPerSecond of one caller, before it is told to wait
 * @param callers how many callers are counted apart; the least recent is forgotten first
 * @param forgetCallerAfter a caller that was silent for this long
 */
@ConfigurationProperties("tocsin.limits")
record LimitsProperties(
    DataSize body, DataSize upload, int callsPerSecond, int callers, Duration forgetCallerAfter) {}
