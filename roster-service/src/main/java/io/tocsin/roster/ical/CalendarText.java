package io.tocsin.roster.ical;

import io.tocsin.kit.time.Ids;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Shift;
import io.tocsin.roster.oncall.DutyReason;
import io.tocsin.roster.oncall.Roster;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/**
 * Writes shifts as a calendar. All times are UTC, so that no program has to know the zone; an event
 * keeps its UID as long as the shift begins at the same time.
 */
final class CalendarText {

  private static final String PRODUCT = "-//Tocsin//Roster//ZH";

  private CalendarText() {}

  /** A shift and the schedule that it is of. */
  record Entry(String schedule, String post, Shift shift) {}

  /**
   * @param name what calendar programs show
   * @param locale of summaries and reasons
   */
  static String of(String name, List<Entry> entries, Roster roster, Instant now, Locale locale) {
    Calendar calendar = new Calendar();
    calendar.add(new ProdId(PRODUCT));
    calendar.add(ImmutableVersion.VERSION_2_0);
    calendar.add(ImmutableCalScale.GREGORIAN);
    calendar.add(new XProperty("X-WR-CALNAME", name));
    for (Entry entry : entries) {
      if (entry.shift().duty() instanceof OnDuty duty) {
        calendar.add(event(entry, duty, roster, now, locale));
      }
    }
    StringWriter text = new StringWriter();
    try {
      new CalendarOutputter(false).output(calendar, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static VEvent event(Entry entry, OnDuty duty, Roster roster, Instant now, Locale locale) {
    Shift shift = entry.shift();
    String role =
        locale.getLanguage().equals("zh")
            ? DutyReason.roleZh(shift.role())
            : DutyReason.roleEn(shift.role());
    String summary = "%s %s: %s".formatted(entry.post(), role, roster.nameOf(duty.personId()));
    VEvent event = new VEvent(false);
    event.add(new DtStamp(now));
    event.add(new DtStart<>(shift.from()));
    event.add(new DtEnd<>(shift.until()));
    event.add(new Summary(summary));
    event.add(
        new Uid(
            Ids.derived(
                    "shift",
                    entry.schedule(),
                    shift.role().name(),
                    duty.personId(),
                    shift.from().toString())
                + "@tocsin"));
    event.add(new Description(DutyReason.of(duty, entry.post(), shift.role(), roster).in(locale)));
    return event;
  }
}
