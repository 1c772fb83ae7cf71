package io.tocsin.roster.ical;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/**
 * Whose shift an event of a calendar is: its attendee's, else of whom it is called after, and only
 * where it says neither its organiser's, who mostly is whoever plans the shifts of others. People
 * go by their e-mail address, name or id. Nothing is guessed: what fits nobody, or more than one,
 * is said.
 */
record CalendarNames(List<PersonV1> people) {

  /** What came of the question. */
  sealed interface Named {}

  record One(String personId) implements Named {}

  record NotOne(LocalText why) implements Named {}

  Named of(VEvent event) {
    List<String> attendees = addresses(event, Property.ATTENDEE);
    String summary = event.getProperty(Property.SUMMARY).map(Property::getValue).orElse("").strip();
    if (attendees.isEmpty()) {
      return one(summary.isEmpty() ? addresses(event, Property.ORGANIZER) : List.of(summary));
    }
    Named attendee = one(attendees);
    boolean another =
        attendee instanceof One
            && one(List.of(summary)) instanceof One called
            && !called.equals(attendee);
    return another ? several(String.join(", ", attendees) + ", " + summary) : attendee;
  }

  /** The one person that all of these are. */
  private Named one(List<String> names) {
    Set<String> found = new LinkedHashSet<>();
    for (String name : names) {
      List<String> fitting = people.stream().filter(p -> fits(p, name)).map(PersonV1::id).toList();
      if (fitting.isEmpty()) {
        return new NotOne(
            new LocalText(
                "应以参加者、标题或组织者指明已定义的人员，但没有 \"" + name + "\"",
                "Expected a defined person as attendee, summary or organiser, but there is no \""
                    + name
                    + "\""));
      }
      if (fitting.size() > 1) {
        return new NotOne(
            new LocalText(
                "\"%s\" 应只指一人，但指 %s".formatted(name, String.join("、", fitting)),
                "Expected \"%s\" to be one person, but it is %s"
                    .formatted(name, String.join(", ", fitting))));
      }
      found.addAll(fitting);
    }
    return switch (found.size()) {
      case 0 ->
          new NotOne(
              new LocalText(
                  "应以参加者、标题或组织者指明人员，但都没有",
                  "Expected an attendee, a summary or an organiser, but there is none"));
      case 1 -> new One(found.iterator().next());
      default -> several(String.join(", ", names));
    };
  }

  private static NotOne several(String names) {
    return new NotOne(
        new LocalText(
            "一个班次应为一人，但写有 " + names, "Expected one person for a shift, but it names " + names));
  }

  private static List<String> addresses(VEvent event, String property) {
    return event.<Property>getProperties(property).stream()
        .map(p -> p.getValue().strip().replaceFirst("^(?i)mailto:", ""))
        .toList();
  }

  private static boolean fits(PersonV1 person, String name) {
    return person.id().equals(name.toLowerCase(Locale.ROOT))
        || person.name().equals(name)
        || name.equalsIgnoreCase(person.englishName())
        || person.contacts().stream()
            .anyMatch(c -> c.channel() == Channel.EMAIL && c.to().equalsIgnoreCase(name));
  }
}
