package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.e2e.Sandbox.Mail;
import io.tocsin.e2e.Sandbox.Sms;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One incident and everything that goes out because of it. Messages are told from those of other
 * incidents by the incident's number, which every page carries.
 */
record IncidentScript(Platform platform, String id, String number) {

  JsonNode now() {
    return platform.read("/incidents/" + id);
  }

  IncidentScript expect(String field, Object value) {
    await("%s of %s to be %s".formatted(field, number, value))
        .atMost(Platform.PATIENCE)
        .untilAsserted(
            () -> assertThat(now().path(field).asString()).isEqualTo(String.valueOf(value)));
    return this;
  }

  IncidentScript expectUnits(String... units) {
    await("the units of " + number)
        .atMost(Platform.PATIENCE)
        .untilAsserted(() ->
            assertThat(now().path("units").valueStream().map(u -> u.path("unit").asString()))
                .containsExactly(units));
    return this;
  }

  /** The first SMS to this person about this incident that says all of {@code words}. */
  Sms expectSms(String person, String... words) {
    return await("an SMS to %s about %s saying %s".formatted(person, number, List.of(words)))
        .atMost(Platform.PATIENCE)
        .until(() -> sms(person).stream().filter(says(words)).toList(), found -> !found.isEmpty())
        .getFirst();
  }

  /** A notice by SMS. Notices name the system and not the incident. */
  Sms expectNoticeBySms(String unit, String... words) {
    return await("a notice by SMS to %s saying %s".formatted(unit, List.of(words)))
        .atMost(Platform.PATIENCE)
        .until(
            () ->
                platform.sandbox.sms(platform.organisation.address(unit, "SMS")).stream()
                    .filter(says(words))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  /** Nothing by SMS, now and for a second more. */
  IncidentScript expectNoSms(String... peopleOrUnits) {
    await("no SMS about " + number)
        .during(Duration.ofSeconds(1))
        .atMost(Platform.PATIENCE)
        .untilAsserted(
            () -> Arrays.stream(peopleOrUnits).forEach(p -> assertThat(sms(p)).as(p).isEmpty()));
    return this;
  }

  List<Sms> sms(String personOrUnit) {
    return platform.sandbox.sms(platform.organisation.address(personOrUnit, "SMS")).stream()
        .filter(sms -> namesIt(sms.text()))
        .toList();
  }

  /** What one person has about each of these incidents, by their numbers: one look for all. */
  static Map<String, List<Sms>> sms(String person, List<IncidentScript> incidents) {
    Platform platform = incidents.getFirst().platform();
    List<Sms> all = platform.sandbox.sms(platform.organisation.address(person, "SMS"));
    return incidents.stream()
        .collect(
            Collectors.toMap(
                IncidentScript::number,
                incident -> all.stream().filter(sms -> incident.namesIt(sms.text())).toList()));
  }

  Mail expectMail(String person, String... words) {
    String address = platform.organisation.address(person, "EMAIL");
    return await("an e-mail to %s about %s".formatted(person, number))
        .atMost(Platform.PATIENCE)
        .until(
            () ->
                platform.sandbox.mail(address).stream()
                    .filter(m -> namesIt(m.subject() + m.text()))
                    .filter(m -> contains(m.subject() + m.text(), words))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  /** A notice on the intranet for exactly these units. */
  JsonNode expectNotice(String... units) {
    return await("a notice of %s for %s".formatted(number, List.of(units)))
        .atMost(Platform.PATIENCE)
        .until(
            () -> notices().stream().filter(n -> units(n).equals(List.of(units))).toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  List<JsonNode> notices() {
    return platform.read("/notices?incident=" + id).path("items").valueStream().toList();
  }

  private static List<String> units(JsonNode notice) {
    return notice.path("units").valueStream().map(JsonNode::asString).sorted().toList();
  }

  void reply(String person, String text) {
    platform.sandbox.reply(platform.organisation.address(person, "SMS"), text);
  }

  List<JsonNode> timeline() {
    return platform.read("/incidents/" + id + "/timeline").path("items").valueStream().toList();
  }

  /** The items of one kind, such as {@code incident.promoted}, whatever their version. */
  List<JsonNode> timeline(String type) {
    return timeline().stream()
        .filter(item -> item.path("type").asString().startsWith(type))
        .toList();
  }

  /** Waits for a timeline item of the type that says all of {@code words} somewhere. */
  JsonNode expectOnTimeline(String type, String... words) {
    return await("%s on the timeline of %s saying %s".formatted(type, number, List.of(words)))
        .atMost(Platform.PATIENCE)
        .until(
            () -> timeline(type).stream().filter(i -> contains(i.toString(), words)).toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  /** Every delivery on behalf of this incident. */
  List<JsonNode> deliveries() {
    return platform.read("/deliveries?incident=" + id).path("items").valueStream().toList();
  }

  /** The number of a drill ends like that of a real fault. */
  private boolean namesIt(String text) {
    return text.contains(number) && !text.contains("D" + number);
  }

  private static Predicate<Sms> says(String... words) {
    return sms -> contains(sms.text(), words);
  }

  private static boolean contains(String text, String... words) {
    return Arrays.stream(words).allMatch(text::contains);
  }
}
