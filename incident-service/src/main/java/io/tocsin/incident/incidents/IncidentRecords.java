package io.tocsin.incident.incidents;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.IncidentEvent.IncidentGradedV1;
import io.tocsin.contracts.IncidentEvent.IncidentMergedV1;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.MergeSuggestedV1;
import io.tocsin.contracts.IncidentEvent.NoticeFacts;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.NoticeWithdrawnV1;
import io.tocsin.contracts.IncidentEvent.PeoplePagedV1;
import io.tocsin.contracts.IncidentEvent.ReportsJoinedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.Topics;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentEvent;
import io.tocsin.incident.domain.IncidentEvolution;
import io.tocsin.incident.domain.LifeEvent;
import io.tocsin.incident.domain.Notice;
import io.tocsin.incident.domain.Paging;
import io.tocsin.incident.domain.PlanEvent;
import io.tocsin.incident.domain.Text;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an incident, as records for the others to read. */
final class IncidentRecords {

  private IncidentRecords() {}

  /**
   * Tells events in order, each with the incident as it stands after it.
   *
   * @param before the incident as the first of the events found it
   * @param cause the id of the record that led to them, null where a person's act did
   */
  static List<Outgoing> of(
      @Nullable Incident before, List<IncidentEvent> events, @Nullable String cause) {
    List<Outgoing> records = new ArrayList<>();
    @Nullable Incident at = before;
    for (IncidentEvent event : events) {
      Incident after = IncidentEvolution.evolve(at, event);
      records.add(record(at, event, after, cause));
      at = after;
    }
    return records;
  }

  private static Outgoing record(
      @Nullable Incident before, IncidentEvent event, Incident after, @Nullable String cause) {
    // No two events can be stored under one number, so the number makes the id.
    String id = Ids.derived("incident-event", after.id(), Long.toString(after.seq()));
    return new Outgoing(
        Topics.INCIDENTS.name(),
        after.id(),
        new Envelope<>(id, event.because().at(), cause, contract(before, event, after)));
  }

  private static io.tocsin.contracts.IncidentEvent contract(
      @Nullable Incident before, IncidentEvent event, Incident after) {
    long seq = after.seq();
    IncidentFacts facts = IncidentFactsOf.incident(after);
    LocalText reason = local(event.because().reason());
    Actor actor = actor(event.because().actor());
    return switch (event) {
      case IncidentEvent.IncidentOpened e ->
          new IncidentOpenedV1(seq, facts, reason, actor, e.report().id(), e.refersTo());
      case IncidentEvent.ReportsJoined e ->
          new ReportsJoinedV1(seq, facts, reason, actor, e.reports(), e.newUnits());
      case IncidentEvent.IncidentPromoted e ->
          new IncidentPromotedV1(seq, facts, reason, actor, e.merged());
      case IncidentEvent.IncidentGraded e ->
          new IncidentGradedV1(seq, facts, reason, actor, severity(e.from()), facts.severity());
      case IncidentEvent.IncidentMerged e ->
          new IncidentMergedV1(seq, facts, reason, actor, e.into());
      case IncidentEvent.MergeSuggested e ->
          new MergeSuggestedV1(seq, facts, reason, actor, e.with());
      case IncidentEvent.FalseAlarmDeclared _ ->
          new IncidentTransitionedV1(seq, facts, reason, actor, state(before), facts.state());
      case IncidentEvent.IncidentAcknowledged e ->
          new IncidentAcknowledgedV1(
              seq, facts, reason, actor(e.person()), e.pageId(), channel(e.channel()));
      case IncidentEvent.PeoplePaged e -> paged(seq, facts, reason, actor, e.paging());
      case IncidentEvent.ResponseNoted e ->
          new ResponseNotedV1(seq, facts, reason, actor, e.about(), e.reference());
      case IncidentEvent.NoticeIssued e ->
          new NoticeIssuedV1(seq, facts, reason, actor, notice(e.notice(), e.because().at()));
      case IncidentEvent.NoticeWithdrawn e ->
          new NoticeWithdrawnV1(seq, facts, reason, actor, e.noticeId());
      case LifeEvent e -> LifeRecords.contract(state(before), e, seq, facts, reason, actor);
      case PlanEvent e -> new PlanRecords(seq, facts, reason, actor).contract(e, after);
    };
  }

  private static PeoplePagedV1 paged(
      long seq, IncidentFacts facts, LocalText reason, Actor actor, Paging paging) {
    return new PeoplePagedV1(
        seq,
        facts,
        reason,
        actor,
        paging.pageId(),
        paging.level(),
        paging.round(),
        paging.post(),
        paging.role() == null ? null : DutyRole.valueOf(paging.role()),
        paging.people().stream().map(IncidentRecords::actor).toList(),
        channels(paging.channels()));
  }

  private static io.tocsin.contracts.IncidentEvent.Notice notice(Notice notice, Instant at) {
    return new io.tocsin.contracts.IncidentEvent.Notice(
        notice.noticeId(),
        notice.number(),
        NoticeType.valueOf(notice.kind().name()),
        notice.refersTo(),
        local(notice.title()),
        local(notice.body()),
        notice.toAll() ? Audience.ALL_UNITS : Audience.AFFECTED_UNITS,
        notice.units(),
        channels(notice.channels()),
        at,
        null,
        facts(notice.details()));
  }

  private static NoticeFacts facts(Notice.Details d) {
    return new NoticeFacts(
        d.startedAt(),
        d.restoredAt() == null ? d.expectedRestoration() : d.restoredAt(),
        d.nextUpdateAt(),
        d.dataCutOff(),
        d.backEntryBy(),
        local(d.cause()),
        local(d.stage()),
        null,
        d.instruction() == null ? null : local(Text.same(d.instruction())),
        d.workaround() == null ? null : local(Text.same(d.workaround())),
        d.test() == null ? null : local(d.test()),
        d.contact(),
        d.approver() == null ? null : d.approver().name());
  }

  private static IncidentState state(@Nullable Incident before) {
    if (before == null) {
      throw new IllegalStateException("Expected a state to leave, but there was no incident");
    }
    return IncidentFactsOf.state(before.stage());
  }

  private static @Nullable Severity severity(
      io.tocsin.incident.domain.@Nullable Severity severity) {
    return severity == null ? null : Severity.valueOf(severity.name());
  }

  private static @Nullable Channel channel(@Nullable String name) {
    return name == null ? null : Channel.valueOf(name);
  }

  private static List<Channel> channels(List<String> names) {
    return names.stream().map(Channel::valueOf).toList();
  }

  private static Actor actor(io.tocsin.incident.domain.Actor actor) {
    return new Actor(actor.id(), actor.name());
  }

  private static LocalText local(Text text) {
    return new LocalText(text.zh(), text.en());
  }
}
