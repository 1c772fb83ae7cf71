package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import io.tocsin.incident.domain.Notice.Details;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** To everybody concerned; where it widens an earlier one, to its readers too. */
  Notice suspension() {
    Optional<IssuedNotice> widened = incident.suspension();
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
            "%s因%s自%s起暂停，%s。%s"
                .formatted(profile.name().zh(), cause.zh(), from, back.zh(), instruction.zh()),
            "%s suspended from %s: %s. %s. %s"
                .formatted(profile.name().en(), from, cause.en(), back.en(), instruction.en())),
        widened.map(Audience::of).orElse(Audience.NOBODY).and(concerned()),
        incident.rules().channels(),
        widened.orElse(latest(null)),
        act.at().plus(Progress.every(incident)));
  }

  /** To whoever was told of the fault or is concerned by it. */
  Notice progress(Instant nextUpdateAt) {
    String next = clock(nextUpdateAt);
    Text stage = incident.stage().label();
    IssuedNotice told = latest(null);
    return notice(
        NoticeKind.PROGRESS,
        new Text(profile.name().zh() + "进展通报", profile.name().en() + ": progress"),
        new Text(
            "%s仍在处置，阶段：%s，下次通报%s。%s"
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
        Audience.of(incident.standing()).and(concerned()),
        incident.suspension().map(IssuedNotice::channels).orElse(incident.rules().channels()),
        told,
        nextUpdateAt);
  }

  /** To exactly those who were told of it and not yet that it is over; empty where nobody was. */
  Optional<Notice> restoration() {
    List<IssuedNotice> told = incident.standing();
    if (told.isEmpty()) {
      return Optional.empty();
    }
    IssuedNotice answered = answered(told);
    String at = clock(act.at());
    String cutOff = clock(cutOff());
    return Optional.of(
        notice(
            NoticeKind.RESTORATION,
            new Text(profile.name().zh() + "恢复公告", profile.name().en() + " restored"),
            new Text(
                "%s已于%s恢复，请核对%s前最后业务并补录。".formatted(profile.name().zh(), at, cutOff),
                "%s restored %s. Check your last entry before %s and key in the backlog."
                    .formatted(profile.name().en(), at, cutOff)),
            Audience.of(told),
            channels(answered, told),
            answered,
            null));
  }

  /** Its own suspension, else that of a merged sibling, else what told of the fault. */
  private IssuedNotice answered(List<IssuedNotice> told) {
    return incident
        .suspension()
        .or(() -> last(told, NoticeKind.SUSPENSION))
        .or(() -> Optional.ofNullable(latest(NoticeKind.FAULT)))
        .orElse(told.getLast());
  }

  /** By whichever way somebody heard of it. */
  private static List<String> channels(IssuedNotice answered, List<IssuedNotice> told) {
    return Stream.concat(Stream.of(answered), told.stream())
        .flatMap(n -> n.channels().stream())
        .distinct()
        .toList();
  }

  private static Optional<IssuedNotice> last(List<IssuedNotice> notices, NoticeKind kind) {
    return notices.stream().filter(n -> n.kind() == kind).reduce((_, last) -> last);
  }

  private Audience concerned() {
    return Audience.concerned(incident, profile);
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
      Audience audience,
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
        : new Text(String.join("；", items), String.join("; ", items));
  }
}
