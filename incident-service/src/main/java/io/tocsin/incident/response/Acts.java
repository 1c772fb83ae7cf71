package io.tocsin.incident.response;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.Act;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.Power;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.Standing;
import io.tocsin.incident.incidents.IncidentRefusals;
import io.tocsin.incident.incidents.IncidentStore;
import io.tocsin.incident.incidents.IncidentView;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.ETags;
import io.tocsin.kit.web.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Carries out what people ask of an incident, with one write, and answers with it as it then is.
 */
@Component
public final class Acts {

  private final IncidentStore incidents;
  private final Clock clock;

  Acts(IncidentStore incidents, Clock clock) {
    this.incidents = incidents;
    this.clock = clock;
  }

  /** To the millisecond, as everything is stored and told. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * @param words why, in the caller's own words; null where none were given
   */
  public Act act(Caller caller, @Nullable String words) {
    return new Act(new Actor(caller.id(), caller.name()), powers(caller), now(), words);
  }

  /** What a person may decide about the plan being worked. */
  public static Standing standing(Caller caller) {
    if (caller.roles().contains(Role.LEADER) || caller.roles().contains(Role.ADMIN)) {
      return Standing.LEADER;
    }
    return caller.roles().contains(Role.DUTY_LEAD) ? Standing.DUTY_LEAD : Standing.RESPONDER;
  }

  /** Why something is done that this person does now. */
  public Because because(Caller caller, Text words) {
    return new Because(words, new Actor(caller.id(), caller.name()), now());
  }

  /** The incident to look at before it is decided; 404 where there is none. */
  public Mono<Incident> incident(String id) {
    return incidents
        .load(id)
        .map(loaded -> {
          Incident incident = loaded.state();
          if (incident == null) {
            throw IncidentRefusals.absent(id);
          }
          return incident;
        });
  }

  /**
   * Decides commands one after the other; the first refusal refuses them all.
   *
   * @param ifMatch the entity tag that the caller has seen, null where it does not matter
   * @return 404, 412, 403 or 409 as errors
   */
  public Mono<ResponseEntity<IncidentView>> carryOut(
      String id,
      @Nullable String ifMatch,
      Function<Incident, List<? extends IncidentCommand>> commands) {
    return decide(id, ifMatch, commands)
        .map(after ->
            ResponseEntity.ok().eTag(ETags.of(after.version())).body(IncidentView.of(after)));
  }

  /** The same, for an answer of another shape: the incident as it then is. */
  public Mono<Loaded<Incident>> decide(
      String id,
      @Nullable String ifMatch,
      Function<Incident, List<? extends IncidentCommand>> commands) {
    return incidents.update(id, loaded -> change(loaded, ifMatch, commands));
  }

  private static Change<Incident> change(
      Loaded<Incident> loaded,
      @Nullable String ifMatch,
      Function<Incident, List<? extends IncidentCommand>> commands) {
    Incident incident = loaded.state();
    if (incident == null) {
      throw IncidentRefusals.absent(loaded.id());
    }
    ETags.requireCurrent(ifMatch, loaded.version());
    return switch (IncidentDecider.decideAll(incident, commands.apply(incident))) {
      case Accepted accepted -> IncidentStore.change(loaded, accepted, List.of());
      case Refused refused -> {
        LocalText detail = new LocalText(refused.detail().zh(), refused.detail().en());
        throw refused.forbidden()
            ? Problems.forbidden(detail)
            : Problems.refused(detail, refused.missing());
      }
    };
  }

  private static Set<Power> powers(Caller caller) {
    EnumSet<Power> powers = EnumSet.noneOf(Power.class);
    if (caller.roles().contains(Role.ADMIN) || caller.roles().contains(Role.LEADER)) {
      powers.addAll(EnumSet.allOf(Power.class));
    }
    if (caller.roles().contains(Role.DUTY_LEAD)) {
      powers.add(Power.DUTY_LEAD);
      powers.add(Power.RESPONDER);
    }
    if (caller.roles().contains(Role.RESPONDER)) {
      powers.add(Power.RESPONDER);
    }
    return powers;
  }
}
