package io.tocsin.roster.organisation;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.Response;
import io.tocsin.contracts.DirectoryEvent.ResponseLimits;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the document says of the response to a fault. What it leaves out stays out: the service that
 * carries the response out has the defaults.
 */
final class ResponseFields {

  private static final int MOST_DAYS = 365;

  private ResponseFields() {}

  static @Nullable Response response(Field response) {
    if (!response.present()) {
      return null;
    }
    response.only("observation", "channels", "approvedNotices", "limits");
    return new Response(
        duration(response.field("observation")),
        constants(response.field("channels"), Channel.class, Channel.INTRANET),
        constants(response.field("approvedNotices"), NoticeType.class, NoticeType.GENERAL),
        limits(response.field("limits")));
  }

  private static @Nullable List<ResponseLimits> limits(Field field) {
    if (!field.present()) {
      return null;
    }
    Set<Severity> seen = EnumSet.noneOf(Severity.class);
    List<ResponseLimits> limits = new ArrayList<>();
    for (Field item : field.items()) {
      ResponseLimits one = limits(item, item.field("severity"));
      if (!seen.add(one.severity())) {
        item.field("severity")
            .expected("每个级别应只有一项", "one item for each severity", "已有一项", "there is one already");
      }
      limits.add(one);
    }
    return List.copyOf(limits);
  }

  private static ResponseLimits limits(Field item, Field severity) {
    item.only(
        "severity",
        "cause",
        "decision",
        "suspension",
        "progressEvery",
        "superiorByPhone",
        "superiorInWriting",
        "finalReportDays");
    severity.text();
    Field days = item.field("finalReportDays");
    return new ResponseLimits(
        severity.oneOf(Severity.class, Severity.SEV4),
        duration(item.field("cause")),
        duration(item.field("decision")),
        duration(item.field("suspension")),
        duration(item.field("progressEvery")),
        duration(item.field("superiorByPhone")),
        duration(item.field("superiorInWriting")),
        days.present() ? TimeFields.number(days, 1, MOST_DAYS, 1) : null);
  }

  private static @Nullable Duration duration(Field field) {
    return field.present() ? TimeFields.positive(field, Duration.ofHours(1)) : null;
  }

  private static <E extends Enum<E>> @Nullable List<E> constants(
      Field field, Class<E> type, E otherwise) {
    return field.present()
        ? field.items().stream().map(f -> f.oneOf(type, otherwise)).distinct().toList()
        : null;
  }
}
