package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import io.tocsin.incident.domain.Notice.Details;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the notices of a response: they fill themselves from the incident. */
final class NoticeComposer {

  private static final Text STOP = new Text("请停止操作并向窗口解释。", "Stop work, inform the counters.");

  private final Incident incident;
  private final SystemProfile profile;
  private final NoticeTerms terms;
  private final Act act;

  NoticeComposer(Incident incident, SystemProfile profile, NoticeTerms terms, Act act) {
    this.incident = incident;
    this.profile = profile;
    this.terms = terms;
    this.act = act;
  }

  /** To all units when the fault is GLOBAL, else to the affected ones; a drill stays among them. */
  Notice suspension() {
    Text cause = Cause.label(incident.cause());
    Text instruction = terms.instruction() == null ? STOP : Text.same(terms.instruction());
    String from = clock(act.at());
    Instant expected = terms.expectedRestoration();
    Text back =
        expected == null
            ? new Text("恢复时间另行通知", "Time of return to be announced")
            : new Text("预计%s恢复".formatted(clock(expected)), "Expected back " + clock(expected));
    return notice(
        NoticeKind.SUSPENSION,
        new Text(profile.name().zh() + "暂停通知", profile.name().en() + " suspended"),
        new Text(
            "%s因%s自%s起暂停,%s。%s"
                .formatted(profile.name().zh(), cause.zh(), from, back.zh(), instruction.zh()),
            "%s suspended from %s: %s. %s. %s"
                .formatted(profile.name().en(), from, cause.en(), back.en(), instruction.en())),
        everybodyConcerned(),
        incident.rules().channels(),
        latest(null),
        act.at().plus(Progress.every(incident)));
  }

  Notice progress(Instant nextUpdateAt) {
    String next = clock(nextUpdateAt);
    Text stage = incident.stage().label();
    IssuedNotice told = latest(null);
    return notice(
        NoticeKind.PROGRESS,
        new Text(profile.name().zh() + "进展通报", profile.name().en() + ": progress"),
        new Text(
            "%s仍在处置,阶段:%s,下次通报%s。%s"
                .formatted(
                    profile.name().zh(),
                    stage.zh(),
                    next,
                    terms.instruction() == null ? "" : terms.instruction()),
            "%s still in progress: %s. Next update %s.%s"
                .formatted(
                    profile.name().en(),
                    stage.en(),
                    next,
                    terms.instruction() == null ? "" : " " + terms.instruction())),
        incident.suspension().map(Reached::by).orElseGet(this::everybodyConcerned),
        incident.suspension().map(IssuedNotice::channels).orElse(incident.rules().channels()),
        told,
        nextUpdateAt);
  }

  /** To exactly those who were told that it stopped, or else that it was at fault. */
  Optional<Notice> restoration() {
    return incident
        .suspension()
        .or(() -> Optional.ofNullable(latest(NoticeKind.FAULT)))
        .map(told -> {
          String at = clock(act.at());
          String cutOff = clock(cutOff());
          return notice(
              NoticeKind.RESTORATION,
              new Text(profile.name().zh() + "恢复公告", profile.name().en() + " restored"),
              new Text(
                  "%s已于%s恢复,请核对%s前最后业务并补录。".formatted(profile.name().zh(), at, cutOff),
                  "%s restored %s. Check your last entry before %s and key in the backlog."
                      .formatted(profile.name().en(), at, cutOff)),
              Reached.by(told),
              told.channels(),
              told,
              null);
        });
  }

  /** Whom a notice is for. */
  private record Reached(boolean toAll, List<String> units) {
    static Reached by(IssuedNotice earlier) {
      return new Reached(earlier.toAll(), earlier.units());
    }
  }

  private Reached everybodyConcerned() {
    boolean toAll = incident.extent().scope() == Scope.GLOBAL && !incident.exercise();
    return new Reached(
        toAll,
        toAll
            ? profile.units().all()
            : incident.extent().units().stream().map(AffectedUnit::unit).toList());
  }

  private @Nullable IssuedNotice latest(@Nullable NoticeKind kind) {
    return incident.notices().stream()
        .filter(n -> !n.withdrawn() && (kind == null || n.kind() == kind))
        .reduce((_, last) -> last)
        .orElse(null);
  }

  private Instant cutOff() {
    return terms.dataCutOff() == null ? incident.openedAt() : terms.dataCutOff();
  }

  private String clock(Instant at) {
    return Wording.clock(at, act.at(), incident.rules().zone());
  }

  private Notice notice(
      NoticeKind kind,
      Text title,
      Text body,
      Reached audience,
      List<String> channels,
      @Nullable IssuedNotice earlier,
      @Nullable Instant promised) {
    NoticeNumber number = NoticeNumber.next(incident);
    boolean restored = kind == NoticeKind.RESTORATION;
    return new Notice(
        number.id(),
        number.number(),
        kind,
        earlier == null ? null : earlier.noticeId(),
        Wording.marked(incident.exercise(), title),
        Wording.marked(incident.exercise(), body),
        audience.toAll(),
        audience.units(),
        channels,
        new Details(
            kind == NoticeKind.SUSPENSION ? act.at() : incident.openedAt(),
            Cause.label(incident.cause()),
            restored ? new Text("已恢复", "RESTORED") : incident.stage().label(),
            terms.expectedRestoration(),
            promised,
            terms.instruction(),
            terms.workaround(),
            terms.contact(),
            restored ? act.at() : null,
            restored ? cutOff() : null,
            terms.backEntryBy(),
            restored ? tested() : null,
            act.actor(),
            act.may(Power.LEADER) ? act.actor() : null));
  }

  private Text tested() {
    List<String> items =
        incident.response().recovery().tests().stream()
            .filter(RecoveryTest::passed)
            .flatMap(t -> t.items().stream())
            .toList();
    return items.isEmpty()
        ? new Text("技术测试、业务测试均已通过", "Technical and business tests passed")
        : Text.same(String.join(";", items));
  }
}
