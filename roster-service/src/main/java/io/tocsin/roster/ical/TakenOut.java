package io.tocsin.roster.ical;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.HashSet;
import java.util.Set;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.ExDate;

/**
 * The instances of a repetition that are no shifts of it: taken out, or moved elsewhere. Programs
 * name them in UTC, by another zone's clock or by the day alone as well as in the event's own words
 * (RFC 5545 asks for these), and the library goes by the words; here it counts what time they mean.
 *
 * @param days by the clock of the event; all that begins on them
 * @param zone of times that name none
 */
record TakenOut(Set<Instant> times, Set<LocalDate> days, ZoneId zone) {

  static TakenOut none(ZoneId zone) {
    return new TakenOut(new HashSet<>(), new HashSet<>(), zone);
  }

  /** Those that the event itself takes out, and those that others of its name moved. */
  static TakenOut of(VEvent event, TakenOut moved) {
    TakenOut all = none(moved.zone);
    all.times.addAll(moved.times);
    all.days.addAll(moved.days);
    for (ExDate<Temporal> dates : event.<ExDate<Temporal>>getProperties(Property.EXDATE)) {
      dates.getDates().forEach(all::take);
    }
    return all;
  }

  void take(Temporal instance) {
    if (instance instanceof LocalDate day) {
      days.add(day);
    } else {
      times.add(instant(instance, zone));
    }
  }

  boolean has(Temporal begins) {
    return times.contains(instant(begins, zone)) || days.contains(day(begins));
  }

  private static LocalDate day(Temporal begins) {
    return switch (begins) {
      case LocalDate date -> date;
      case LocalDateTime floating -> floating.toLocalDate();
      case ZonedDateTime zoned -> zoned.toLocalDate();
      default -> LocalDate.ofInstant(Instant.from(begins), ZoneOffset.UTC);
    };
  }

  /** At once: the library's own zones are not those of the machine. */
  static Instant instant(Temporal temporal, ZoneId zone) {
    return switch (temporal) {
      case LocalDate date -> date.atStartOfDay(zone).toInstant();
      case LocalDateTime floating -> floating.atZone(zone).toInstant();
      default -> Instant.from(temporal);
    };
  }
}
