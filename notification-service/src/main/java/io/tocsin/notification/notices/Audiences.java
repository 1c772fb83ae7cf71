package io.tocsin.notification.notices;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.notification.incidents.IncidentsKnown;
import io.tocsin.notification.incidents.IncidentsKnown.Known;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Finds out who is meant by an audience: a snapshot, which later changes do not touch. */
@Component
final class Audiences {

  private static final Addressed NOBODY = Addressed.units(Audience.UNITS, List.of());

  private final IncidentsKnown incidents;
  private final Directory directory;

  Audiences(IncidentsKnown incidents, Directory directory) {
    this.incidents = incidents;
    this.directory = directory;
  }

  /** Who is meant; what is wrong with it is added to the errors. */
  Mono<Addressed> find(NoticeDraft.Body body, List<FieldError> errors) {
    DirectorySnapshot now = directory.current();
    JsonNode audience = body.audience();
    if (audience.isArray()) {
      return Mono.just(Addressed.units(Audience.UNITS, listed(audience, now, errors)));
    }
    return switch (audience.isString() ? audience.asString() : "") {
      case "ALL_UNITS" -> Mono.just(Addressed.units(Audience.ALL_UNITS, now.baseUnits()));
      case "AFFECTED_UNITS" ->
          ofIncident(
              body,
              known -> Addressed.units(Audience.AFFECTED_UNITS, known.units()),
              "该事件没有受影响单位",
              "the incident hits no unit that is known",
              errors);
      case "TEAM" ->
          ofIncident(
              offTheBoard(body, errors),
              known -> Addressed.team(known.people()),
              "该事件尚未呼叫任何人员",
              "nobody was called to the incident yet",
              errors);
      case "VENDORS" -> vendors(offTheBoard(body, errors), now, errors);
      default -> {
        errors.add(
            NoticeDraft.error(
                "audience",
                "应为 ALL_UNITS、AFFECTED_UNITS、TEAM、VENDORS 或单位代码数组，但收到 " + audience,
                "Expected ALL_UNITS, AFFECTED_UNITS, TEAM, VENDORS, or an array of unit codes, but"
                    + " got "
                    + audience));
        yield Mono.just(NOBODY);
      }
    };
  }

  /** The board is read by every unit; what is for few must not stand there. */
  private static NoticeDraft.Body offTheBoard(NoticeDraft.Body body, List<FieldError> errors) {
    if (body.channels().contains(Channel.INTRANET)) {
      errors.add(
          NoticeDraft.error(
              "channels",
              "发给团队或供应商的通知不能贴在公告栏上，应为 SMS 或 EMAIL 等",
              "Expected no INTRANET for the team or for vendors, because every unit reads the"
                  + " board"));
    }
    return body;
  }

  private Mono<Addressed> ofIncident(
      NoticeDraft.Body body,
      Function<Known, Addressed> audience,
      String zh,
      String en,
      List<FieldError> errors) {
    String incident = body.incidentId();
    if (incident == null) {
      errors.add(
          NoticeDraft.error(
              "incidentId",
              "受众为 " + body.audience().asString() + " 时应有事件，但没有",
              "Expected an incident for the audience "
                  + body.audience().asString()
                  + ", but there is none"));
      return Mono.just(NOBODY);
    }
    return incidents
        .find(incident)
        .map(audience)
        .filter(found -> !found.isEmpty())
        .switchIfEmpty(
            Mono.fromSupplier(() -> {
              errors.add(
                  NoticeDraft.error(
                      "audience",
                      "应有受众，但" + zh + "：" + incident,
                      "Expected somebody to tell, but " + en + ": " + incident));
              return NOBODY;
            }));
  }

  /** Those who answer for the system, and nobody else: a vendor learns of its own assets only. */
  private Mono<Addressed> vendors(
      NoticeDraft.Body body, DirectorySnapshot now, List<FieldError> errors) {
    return system(body)
        .map(system -> {
          List<String> found =
              now.vendors().values().stream()
                  .filter(v -> v.assets().contains(system))
                  .map(VendorV1::id)
                  .sorted()
                  .toList();
          if (found.isEmpty()) {
            errors.add(
                NoticeDraft.error(
                    "audience",
                    "应有负责该系统的供应商，但 " + system + " 没有",
                    "Expected a vendor that answers for the system, but " + system + " has none"));
          }
          return Addressed.vendors(found);
        })
        .switchIfEmpty(
            Mono.fromSupplier(() -> {
              errors.add(
                  NoticeDraft.error(
                      "system",
                      "受众为 VENDORS 时应有系统或已知事件，但没有",
                      "Expected a system, or an incident that is known, for the audience VENDORS,"
                          + " but there is none"));
              return NOBODY;
            }));
  }

  /** What the notice is about: as it says itself, else as its incident says. */
  Mono<String> system(NoticeDraft.Body body) {
    if (body.system() != null) {
      return Mono.just(body.system());
    }
    @Nullable String incident = body.incidentId();
    return incident == null ? Mono.empty() : incidents.find(incident).map(Known::system);
  }

  private static Set<String> listed(
      JsonNode audience, DirectorySnapshot now, List<FieldError> errors) {
    Set<String> units = new LinkedHashSet<>();
    for (int i = 0; i < audience.size(); i++) {
      String code = audience.path(i).asString("");
      if (!now.units().containsKey(code)) {
        errors.add(
            NoticeDraft.error(
                "audience[" + i + "]",
                "应为已有单位的代码，但收到 " + audience.path(i),
                "Expected the code of a unit, but got " + audience.path(i)));
      }
      units.add(code);
    }
    if (units.isEmpty()) {
      errors.add(NoticeDraft.error("audience", "应至少有一个单位", "Expected at least one unit"));
    }
    return units;
  }
}
