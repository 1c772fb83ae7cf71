package io.tocsin.incident.organisation;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.ResponseLimits;
import io.tocsin.contracts.NoticeType;
import io.tocsin.incident.domain.DurationFloor;
import io.tocsin.incident.domain.ResponseRules;
import io.tocsin.incident.domain.Severity;
import io.tocsin.incident.domain.TimeLimits;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
    Duration reminder,
    Map<Severity, TimeLimits> limits) {

  /**
   * The rules with these in the place of what the document leaves open.
   *
   * @param document null where it says nothing at all
   */
  ResponseRules rules(
      List<DurationFloor> floors, DirectoryEvent.@Nullable Response document, ZoneId zone) {
    if (document == null) {
      return new ResponseRules(
          floors, limits, observation, channels, approvedNotices, reminder, zone);
    }
    List<Channel> by = document.channels();
    List<NoticeType> approved = document.approvedNotices();
    return new ResponseRules(
        floors,
        document.limits() == null ? limits : limits(document.limits()),
        or(document.observation(), observation),
        by == null ? channels : by.stream().map(Channel::name).toList(),
        approved == null
            ? approvedNotices
            : approved.stream().map(NoticeType::name).collect(Collectors.toSet()),
        reminder,
        zone);
  }

  private Map<Severity, TimeLimits> limits(List<ResponseLimits> document) {
    Map<Severity, TimeLimits> all = new EnumMap<>(Severity.class);
    all.putAll(limits);
    for (ResponseLimits one : document) {
      Severity severity = Severity.valueOf(one.severity().name());
      TimeLimits known = all.get(severity);
      if (known != null) {
        all.put(severity, with(known, one));
      }
    }
    return all;
  }

  private static TimeLimits with(TimeLimits known, ResponseLimits one) {
    return new TimeLimits(
        or(one.cause(), known.cause()),
        or(one.decision(), known.decision()),
        or(one.suspension(), known.suspension()),
        or(one.progressEvery(), known.progressEvery()),
        one.superiorByPhone() == null ? known.superiorByPhone() : one.superiorByPhone(),
        one.superiorInWriting() == null ? known.superiorInWriting() : one.superiorInWriting(),
        one.finalReportDays() == null ? known.finalReportDays() : one.finalReportDays(),
        known.acknowledgement());
  }

  private static Duration or(@Nullable Duration one, Duration otherwise) {
    return one == null ? otherwise : one;
  }
}
