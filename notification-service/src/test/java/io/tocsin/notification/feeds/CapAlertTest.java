package io.tocsin.notification.feeds;

import static io.tocsin.notification.feeds.Samples.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice;
import io.tocsin.notification.notices.Revision;
import io.tocsin.notification.world.CapAlerts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class CapAlertTest {

  private static final Instant LATER = Samples.ISSUED.plusSeconds(600);
  private static final Notice SUSPENSION =
      Samples.notice(NoticeType.SUSPENSION, Severity.SEV2, false);
  private static final String TO_FIRST =
      "tocsin@tocsin.example.cn," + SUSPENSION.id() + ",2026-03-09T09:20:30+08:00";
  private static final String TO_SECOND =
      "tocsin@tocsin.example.cn," + SUSPENSION.id() + ".2,2026-03-09T09:30:30+08:00";

  private static final List<String> CHECKED =
      List.of("sent", "status", "msgType", "scope", "category", "urgency", "severity", "onset");

  private static Document alert(Notice notice, List<Notice> followed, Revision... before) {
    return CapAlerts.read(
        new CapAlert(
                notice,
                followed,
                List.of(before),
                Samples.LINKS.sender(),
                "江南省财政厅",
                Map.of("yunxi", new Words("云溪县局", "Yunxi")),
                new Words("财务支付系统", "Treasury payment"),
                "https://tocsin.example.cn/widget/#" + notice.id(),
                ZoneId.of("Asia/Shanghai"))
            .write());
  }

  private static Notice revised(Notice first) {
    return first.revised(first.title(), first.body(), null, Revision.FIRST.next(LATER, "周建国"));
  }

  static Stream<Notice> everyKind() {
    return Arrays.stream(NoticeType.values())
        .flatMap(type ->
            Stream.concat(Stream.of((Severity) null), Arrays.stream(Severity.values()))
                .flatMap(severity ->
                    Stream.of(
                        Samples.notice(type, severity, false),
                        Samples.notice(type, severity, true))));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyNoticeKeepsTheRulesOfTheStandardAllItsLife(Notice notice) {
    Notice withdrawn = Samples.withdrawn(notice, LATER);
    Notice second = revised(notice);

    List<Document> life =
        List.of(
            alert(notice, List.of()),
            alert(notice, List.of(SUSPENSION, revised(SUSPENSION))),
            alert(second, List.of(), Revision.FIRST),
            alert(withdrawn, List.of(SUSPENSION), Revision.FIRST));

    assertThat(life.stream().map(alert -> texts(alert, "msgType").getFirst()))
        .containsExactly("Alert", "Update", "Update", "Cancel");
    assertThat(life)
        .allSatisfy(alert ->
            assertThat(texts(alert, "status"))
                .containsExactly(notice.exercise() ? "Exercise" : "Actual"));
  }

  private static void refuses(Schema schema, String element) {
    Document alert = alert(SUSPENSION, List.of());
    alert.getElementsByTagNameNS("*", element).item(0).setTextContent("Drill");

    assertThatThrownBy(() -> schema.newValidator().validate(new DOMSource(alert)))
        .isInstanceOf(SAXException.class);
  }

  @Test
  void whatIsNoAlertDoesNotPassTheRulesOfTheseTests() {
    assertThat(CHECKED).allSatisfy(element -> refuses(CapAlerts.RULES, element));
  }

  @Test
  void whatIsNoAlertDoesNotPassTheSchemaThatOasisPublishesEither() {
    Assumptions.assumeTrue(
        CapAlerts.PUBLISHED.isPresent(),
        "Only infra/interop.sh has the schema that OASIS publishes, and with it tries all alerts");

    assertThat(CHECKED).allSatisfy(element -> refuses(CapAlerts.PUBLISHED.orElseThrow(), element));
  }

  @Test
  void aSuspensionSaysWhatToDoByWhenAndWhere() {
    Document alert = alert(SUSPENSION, List.of());

    assertThat(texts(alert, "msgType")).containsExactly("Alert");
    assertThat(texts(alert, "sent")).containsExactly("2026-03-09T09:20:30+08:00");
    assertThat(texts(alert, "severity")).containsExactly("Severe", "Severe");
    assertThat(texts(alert, "urgency")).containsOnly("Immediate");
    assertThat(texts(alert, "instruction")).containsExactly("请停止操作", "Stop work");
    assertThat(texts(alert, "event")).containsExactly("财务支付系统 暂停通知", "Treasury payment Suspension");
    assertThat(texts(alert, "headline").getFirst()).isEqualTo("财务支付系统 <暂停> & 通知");
    assertThat(texts(alert, "areaDesc")).containsExactly("云溪县局", "baita", "Yunxi", "baita");
  }

  @Test
  void aDrillSaysWhichExerciseItIs() {
    Document alert = alert(Samples.notice(NoticeType.PROGRESS, null, true), List.of());

    assertThat(texts(alert, "note")).containsExactly("演练 / Drill 2026-0042-N2");
  }

  @Test
  void aRestorationGivesTheAllClearForEachWordingOfItsSuspension() {
    Document alert =
        alert(
            Samples.notice(NoticeType.RESTORATION, Severity.SEV2, false),
            List.of(SUSPENSION, revised(SUSPENSION)));

    assertThat(texts(alert, "msgType")).containsExactly("Update");
    assertThat(texts(alert, "responseType")).containsOnly("AllClear");
    assertThat(texts(alert, "references")).containsExactly(TO_FIRST + " " + TO_SECOND);
  }

  @Test
  void aRestorationTakenBackLeavesItsSuspensionAsItWas() {
    Notice restoration = Samples.notice(NoticeType.RESTORATION, Severity.SEV2, false);

    Document alert =
        alert(Samples.withdrawn(restoration, LATER), List.of(SUSPENSION), Revision.FIRST);

    assertThat(texts(alert, "msgType")).containsExactly("Cancel");
    assertThat(texts(alert, "references"))
        .containsExactly(
            "tocsin@tocsin.example.cn," + restoration.id() + ",2026-03-09T09:20:30+08:00");
  }

  @Test
  void aRevisionAndAWithdrawalAreMessagesOfTheirOwnThatReferToAllBefore() {
    Notice second = revised(SUSPENSION);

    Document revised = alert(second, List.of(), Revision.FIRST);
    Document cancelled =
        alert(
            Samples.withdrawn(second, LATER.plusSeconds(9)),
            List.of(),
            Revision.FIRST,
            second.revision());

    assertThat(texts(revised, "msgType")).containsExactly("Update");
    assertThat(texts(revised, "identifier")).containsExactly(SUSPENSION.id() + ".2");
    assertThat(texts(cancelled, "msgType")).containsExactly("Cancel");
    assertThat(texts(cancelled, "identifier")).containsExactly(SUSPENSION.id() + ".cancel");
    assertThat(texts(revised, "references")).containsExactly(TO_FIRST);
    assertThat(texts(cancelled, "references")).containsExactly(TO_FIRST + " " + TO_SECOND);
  }
}
