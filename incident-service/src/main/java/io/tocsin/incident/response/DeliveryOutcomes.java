package io.tocsin.incident.response;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.IncidentCommand.NoteResponse;
import io.tocsin.incident.domain.Text;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of the messages of pages, as few lines for the timeline: of each message only how far
 * it came, and one line for all messages of a page that came equally far. Attempts that will be
 * made again are not told; the list of deliveries has them.
 */
final class DeliveryOutcomes {

  /** How far a message came, as far as it matters to who reads the timeline. */
  private enum Outcome {
    HANDED_OFF("delivery.handed-off", "已提交", "Handed off"),
    DELIVERED("delivery.delivered", "已送达", "Delivered"),
    FAILED("delivery.failed", "发送失败", "Failed"),
    UNKNOWN("delivery.unknown", "结果不明，需核实", "Unknown whether sent, to be verified");

    private final String about;
    private final String zh;
    private final String en;

    Outcome(String about, String zh, String en) {
      this.about = about;
      this.zh = zh;
      this.en = en;
    }

    static @Nullable Outcome of(DeliveryStateChangedV1 change) {
      return switch (change.state()) {
        case HANDED_OFF -> HANDED_OFF;
        case DELIVERED -> DELIVERED;
        case FAILED_PERMANENT, EXPIRED -> FAILED;
        case UNKNOWN -> UNKNOWN;
        case QUEUED, CONFIRMED, FAILED_TEMPORARY, SUPERSEDED -> null;
      };
    }
  }

  private record Line(String pageId, Outcome outcome) {}

  private record Message(DeliveryStateChangedV1 change, Instant at) {}

  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<String, Message> messages = new LinkedHashMap<>();

  /** Takes a change in, unless it is of a notice or of no interest. */
  boolean take(Envelope<?> record, DeliveryStateChangedV1 change) {
    Outcome outcome = Outcome.of(change);
    if (change.pageId() == null || outcome == null) {
      return false;
    }
    lines.put(change.deliveryId(), new Line(change.pageId(), outcome));
    messages.put(change.deliveryId(), new Message(change, record.at()));
    return true;
  }

  List<NoteResponse> notes() {
    Map<Line, List<Message>> byLine =
        messages.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    e -> line(e.getKey()),
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return byLine.entrySet().stream().map(e -> note(e.getKey(), e.getValue())).toList();
  }

  private Line line(String deliveryId) {
    Line line = lines.get(deliveryId);
    if (line == null) {
      throw new IllegalStateException("Expected a line for " + deliveryId);
    }
    return line;
  }

  private static NoteResponse note(Line line, List<Message> messages) {
    List<Text> told = messages.stream().map(m -> told(line.outcome(), m.change())).toList();
    Text text =
        new Text(
            line.outcome().zh
                + "："
                + told.stream().map(Text::zh).collect(Collectors.joining("、"))
                + "。",
            line.outcome().en
                + ": "
                + told.stream().map(Text::en).collect(Collectors.joining(", "))
                + ".");
    return new NoteResponse(
        line.outcome().about, line.pageId(), Because.rule(text, messages.getLast().at()));
  }

  /** Why it did not go; what a provider says when all is well is for the list of deliveries. */
  private static Text told(Outcome outcome, DeliveryStateChangedV1 change) {
    boolean well = outcome == Outcome.HANDED_OFF || outcome == Outcome.DELIVERED;
    String detail = well ? null : change.detail();
    String name = change.recipient().name();
    Text channel = channel(change);
    return new Text(
        "%s → %s%s".formatted(channel.zh(), name, detail == null ? "" : "（" + detail + "）"),
        "%s to %s%s".formatted(channel.en(), name, detail == null ? "" : " (" + detail + ")"));
  }

  private static Text channel(DeliveryStateChangedV1 change) {
    return switch (change.channel()) {
      case SMS -> new Text("短信", "SMS");
      case EMAIL -> new Text("邮件", "e-mail");
      case INTRANET -> new Text("内网", "intranet");
      case CHAT -> new Text("即时消息", "chat");
      case VOICE -> new Text("语音", "voice");
    };
  }
}
