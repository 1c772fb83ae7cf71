package io.tocsin.notification.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice;
import io.tocsin.notification.notices.Revision;
import java.io.ByteArrayInputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class CapAlertTest {

  private static final Schema RULES =
      schema(Objects.requireNonNull(CapAlertTest.class.getResource("/feeds/cap-rules.xsd")));
  private static final Instant LATER = Samples.ISSUED.plusSeconds(600);

  /** Where infra/interop.sh has put the schema that OASIS publishes. */
  private static final @Nullable String PUBLISHED = System.getProperty("tocsin.cap.schema");

  private static Schema schema(URL file) {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(file);
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] written(Notice notice, @Nullable Notice referred, Revision... before) {
    return new CapAlert(
            notice,
            referred,
            List.of(before),
            Samples.LINKS.sender(),
            "江南省财政厅",
            Map.of("yunxi", "云溪县局"),
            new Words("财务支付系统", "Treasury payment"),
            "https://tocsin.example.cn/widget/#" + notice.id(),
            ZoneId.of("Asia/Shanghai"))
        .write();
  }

  private static void keeps(Schema schema, byte[] xml) {
    assertThatCode(
            () -> schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml))))
        .as(new String(xml, StandardCharsets.UTF_8))
        .doesNotThrowAnyException();
  }

  private static Document alert(Notice notice, @Nullable Notice referred, Revision... before) {
    byte[] xml = written(notice, referred, before);
    keeps(RULES, xml);
    return Samples.read(xml);
  }

  static Stream<Notice> everyKind() {
    return Arrays.stream(NoticeType.values())
        .flatMap(type ->
            Stream.concat(Stream.of((Severity) null), Arrays.stream(Severity.values()))
                .flatMap(severity ->
                    Stream.of(
                        Samples.notice(type, severity, false),
                        Samples.notice(type, severity, true),
                        Samples.withdrawn(Samples.notice(type, severity, false), LATER))));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyNoticeKeepsTheRulesOfTheStandard(Notice notice) {
    Document alert = alert(notice, null);

    assertThat(Samples.texts(alert, "info")).hasSize(2);
    assertThat(Samples.texts(alert, "language")).containsExactly("zh-CN", "en");
    assertThat(Samples.texts(alert, "status"))
        .containsExactly(notice.exercise() ? "Exercise" : "Actual");
  }

  @Test
  void alertsUpdatesCancelsAndExercisesAreValidByTheSchemaThatOasisPublishes()
      throws MalformedURLException {
    Assumptions.assumeTrue(
        PUBLISHED != null, "Only infra/interop.sh fetches the schema that OASIS publishes");
    Schema published = schema(Path.of(Objects.requireNonNull(PUBLISHED)).toUri().toURL());
    Notice first = Samples.notice(NoticeType.SUSPENSION, Severity.SEV2, false);
    Notice revised =
        first.revised(first.title(), first.body(), null, Revision.FIRST.next(LATER, "周建国"));

    Stream<byte[]> alerts =
        Stream.concat(
            everyKind().map(notice -> written(notice, null)),
            Stream.of(
                written(revised, null, Revision.FIRST),
                written(
                    Samples.withdrawn(revised, LATER.plusSeconds(9)),
                    null,
                    Revision.FIRST,
                    revised.revision()),
                written(Samples.notice(NoticeType.RESTORATION, null, true), first)));

    assertThat(alerts).allSatisfy(xml -> keeps(published, xml));
  }

  @Test
  void aSuspensionSaysWhatToDoByWhenAndWhere() {
    Document alert = alert(Samples.notice(NoticeType.SUSPENSION, Severity.SEV2, false), null);

    assertThat(Samples.texts(alert, "msgType")).containsExactly("Alert");
    assertThat(Samples.texts(alert, "references")).isEmpty();
    assertThat(Samples.texts(alert, "sent")).containsExactly("2026-03-09T09:20:30+08:00");
    assertThat(Samples.texts(alert, "severity")).containsExactly("Severe", "Severe");
    assertThat(Samples.texts(alert, "urgency")).containsOnly("Immediate");
    assertThat(Samples.texts(alert, "instruction")).containsExactly("请停止操作", "Stop work");
    assertThat(Samples.texts(alert, "event"))
        .containsExactly("财务支付系统 暂停通知", "Treasury payment Suspension");
    assertThat(Samples.texts(alert, "headline").getFirst()).isEqualTo("财务支付系统 <暂停> & 通知");
    assertThat(Samples.texts(alert, "areaDesc")).containsExactly("云溪县局", "baita", "云溪县局", "baita");
  }

  @Test
  void aRestorationUpdatesItsSuspensionAndGivesTheAllClear() {
    Notice suspension = Samples.notice(NoticeType.SUSPENSION, Severity.SEV2, false);

    Document alert =
        alert(Samples.notice(NoticeType.RESTORATION, Severity.SEV2, false), suspension);

    assertThat(Samples.texts(alert, "msgType")).containsExactly("Update");
    assertThat(Samples.texts(alert, "responseType")).containsOnly("AllClear");
    assertThat(Samples.texts(alert, "references"))
        .containsExactly(
            "tocsin@tocsin.example.cn," + suspension.id() + ",2026-03-09T09:20:30+08:00");
  }

  @Test
  void aRevisionAndAWithdrawalAreMessagesOfTheirOwnThatReferToAllBefore() {
    Notice first = Samples.notice(NoticeType.FAULT, Severity.SEV3, false);
    Notice second =
        first.revised(first.title(), first.body(), null, Revision.FIRST.next(LATER, "周建国"));

    Document revised = alert(second, null, Revision.FIRST);
    Document cancelled =
        alert(
            Samples.withdrawn(second, LATER.plusSeconds(9)),
            null,
            Revision.FIRST,
            second.revision());

    assertThat(Samples.texts(revised, "msgType")).containsExactly("Update");
    assertThat(Samples.texts(revised, "identifier")).containsExactly(first.id() + ".2");
    assertThat(Samples.texts(cancelled, "msgType")).containsExactly("Cancel");
    assertThat(Samples.texts(cancelled, "identifier")).containsExactly(first.id() + ".cancel");
    String toFirst = "tocsin@tocsin.example.cn," + first.id() + ",2026-03-09T09:20:30+08:00";
    String toSecond = "tocsin@tocsin.example.cn," + first.id() + ".2,2026-03-09T09:30:30+08:00";
    assertThat(Samples.texts(revised, "references")).containsExactly(toFirst);
    assertThat(Samples.texts(cancelled, "references")).containsExactly(toFirst + " " + toSecond);
  }
}
