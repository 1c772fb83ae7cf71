package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Notice.Details;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What units are told of a fault before anybody decided anything: the reporting unit when it is
 * taken up, everybody when it is GLOBAL.
 */
final class FaultNotices {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  private FaultNotices() {}

  /** On opening; empty where the organisation wants none. */
  static Optional<Notice> issued(
      Incident incident, Report first, SystemProfile profile, Because because) {
    if (incident.extent().scope() == Scope.GLOBAL) {
      return widened(incident, profile);
    }
    List<String> channels = profile.noticeChannels().regional();
    if (channels.isEmpty()) {
      return Optional.empty();
    }
    List<String> units =
        Stream.of(first.unit().code(), first.reportedBy().code()).distinct().toList();
    Text where = first.reporter();
    Text title =
        new Text(
            "%s区域故障通报：%s".formatted(profile.name().zh(), where.zh()),
            "%s: regional fault at %s".formatted(profile.name().en(), where.en()));
    Text body =
        new Text(
            "%s自%s起在%s出现故障（%s），编号%s，%s级。正在处置，请按手工流程办理并向窗口解释，留意后续通报。"
                .formatted(
                    profile.name().zh(),
                    since(incident, profile),
                    where.zh(),
                    first.symptom(),
                    incident.number(),
                    incident.severity().numeral()),
            "%s: fault at %s since %s (%s). No. %s, level %s. Being worked on. Go manual, inform the counters, watch for updates."
                .formatted(
                    profile.name().en(),
                    where.en(),
                    since(incident, profile),
                    first.symptom(),
                    incident.number(),
                    incident.severity().numeral()));
    return Optional.of(notice(incident, title, body, new Audience(false, units), channels));
  }

  /** To all units, when the incident is or becomes GLOBAL; refers to the notice before it. */
  static Optional<Notice> widened(Incident incident, SystemProfile profile) {
    List<String> channels = profile.noticeChannels().global();
    if (channels.isEmpty()) {
      return Optional.empty();
    }
    Text title = new Text(profile.name().zh() + "全局故障通报", profile.name().en() + ": global fault");
    Text body =
        new Text(
            "%s自%s起发生全局故障（%s），编号%s，%s级，已有%d个单位报告。正在处置，请暂缓操作并向窗口解释，留意后续通知。"
                .formatted(
                    profile.name().zh(),
                    since(incident, profile),
                    incident.extent().degree().label().zh(),
                    incident.number(),
                    incident.severity().numeral(),
                    incident.extent().units().size()),
            "%s: global fault since %s (%s). No. %s, level %s, units reporting so far: %d. Being worked on. Hold entries, inform the counters, watch for updates."
                .formatted(
                    profile.name().en(),
                    since(incident, profile),
                    incident.extent().degree().label().en(),
                    incident.number(),
                    incident.severity().numeral(),
                    incident.extent().units().size()));
    return Optional.of(
        notice(incident, title, body, Audience.concerned(incident, profile), channels));
  }

  private static Notice notice(
      Incident incident, Text title, Text body, Audience audience, List<String> channels) {
    NoticeNumber number = NoticeNumber.next(incident);
    @Nullable String earlier =
        incident.notices().isEmpty() ? null : incident.notices().getLast().noticeId();
    return new Notice(
        number.id(),
        number.number(),
        NoticeKind.FAULT,
        earlier,
        Wording.marked(incident.exercise(), title),
        Wording.marked(incident.exercise(), body),
        audience.toAll(),
        audience.units(),
        channels,
        new Details(
            incident.openedAt(),
            Cause.label(incident.cause()),
            incident.stage().label(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  private static String since(Incident incident, SystemProfile profile) {
    return CLOCK.format(incident.openedAt().atZone(profile.zone()));
  }
}
