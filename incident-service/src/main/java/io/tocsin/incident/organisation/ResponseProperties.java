package io.tocsin.incident.organisation;

import io.tocsin.incident.domain.DurationFloor;
import io.tocsin.incident.domain.ResponseRules;
import io.tocsin.incident.domain.Severity;
import io.tocsin.incident.domain.TimeLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The rules of the response as far as the organisation's own document leaves them open. Meaning and
 * units as in {@link ResponseRules}.
 */
@ConfigurationProperties("tocsin.incident.response")
record ResponseProperties(
    Duration observation,
    List<String> channels,
    Set<String> approvedNotices,
    Map<Severity, TimeLimits> limits) {

  ResponseRules rules(List<DurationFloor> floors) {
    return new ResponseRules(floors, limits, observation, channels, approvedNotices);
  }
}
