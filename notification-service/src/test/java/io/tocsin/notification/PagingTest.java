package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DeliveryState;
import io.tocsin.contracts.DirectoryEvent.Correlation;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.NotificationEvent.ContactCodeReceivedV1;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.notification.world.Centre;
import io.tocsin.notification.world.Centre.Manner;
import io.tocsin.notification.world.World;
import io.tocsin.testkit.Patience;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From what the roster says to the phone, the mailbox and back, over real neighbours. */
class PagingTest {

  private static final World WORLD = new World();
  private static final Duration SOON = Patience.PATIENCE;

  private final IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0042", false);
  private final String number = number();

  @BeforeAll
  static void start() {
    WORLD.directory(
        new ManagedSystemV1(
            "payment",
            "财务支付系统",
            "Treasury payment",
            "CRITICAL",
            new Correlation(2, Duration.ofMinutes(30)),
            List.of()),
        new PostV1("DB", "数据库管理员", "Database administrator"),
        World.organisation());
    WORLD.start();
  }

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  private static ContactPoint sms(String number) {
    return new ContactPoint(Channel.SMS, number);
  }

  private static List<MimeMessage> mails(String address) throws Exception {
    List<MimeMessage> found = new ArrayList<>();
    for (MimeMessage mail : WORLD.mailbox.getReceivedMessages()) {
      if (Arrays.toString(mail.getAllRecipients()).contains(address)) {
        found.add(mail);
      }
    }
    return found;
  }

  private String awaitSms() {
    await().atMost(SOON).until(() -> !WORLD.centre.texts(digits(number)).isEmpty());
    return WORLD.centre.texts(digits(number)).getFirst();
  }

  private static String codeIn(String text) {
    Matcher code = Pattern.compile("回复(\\d{4})确认").matcher(text);
    assertThat(code.find()).as(text).isTrue();
    return code.group(1);
  }

  private static List<DeliveryStateChangedV1> changes(PageRequestedV1 page) {
    return WORLD.topic.events(DeliveryStateChangedV1.class).stream()
        .filter(e -> page.pageId().equals(e.pageId()))
        .toList();
  }

  private static void awaitState(PageRequestedV1 page, String channel, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.deliveries("page=" + page.pageId() + "&channel=" + channel))
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.path("state").asString()).isEqualTo(state)));
  }

  @Test
  void aPageReachesThePhoneAndTheMailboxAndTheReceiptTellsThatItArrived() throws Exception {
    PageRequestedV1 page = page(incident, 0, Channel.SMS, Channel.EMAIL);
    String mail = "wang-" + incident.id() + "@province.example.cn";

    WORLD.assign(
        page,
        person("wang-ming", "王明", "zh-CN", sms(number), new ContactPoint(Channel.EMAIL, mail)));

    assertThat(awaitSms()).matches("特急:财务支付系统全局故障2026-0042,岗位:数据库管理员。5分钟内回复\\d{4}确认。");
    await().atMost(SOON).until(() -> mails(mail).size() == 1);
    MimeMessage letter = mails(mail).getFirst();
    assertThat(letter.getSubject()).isEqualTo("特急:财务支付系统全局故障2026-0042");
    assertThat(letter.getHeader("References"))
        .containsExactly("<incident-" + incident.id() + "@province.example.cn>");
    assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");

    awaitState(page, "SMS", "DELIVERED");
    awaitState(page, "EMAIL", "HANDED_OFF");
    JsonNode sms = WORLD.deliveries("page=" + page.pageId() + "&channel=SMS").getFirst();
    assertThat(sms.path("attempts")).hasSize(1);
    assertThat(sms.path("attempts").get(0).path("provider").asString()).isEqualTo("smpp:primary");
    assertThat(letter.getMessageID())
        .isEqualTo(
            "<"
                + WORLD
                    .deliveries("page=" + page.pageId() + "&channel=EMAIL")
                    .getFirst()
                    .path("id")
                    .asString()
                + "@province.example.cn>");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(changes(page))
                .extracting(DeliveryStateChangedV1::channel, DeliveryStateChangedV1::state)
                .contains(
                    org.assertj.core.groups.Tuple.tuple(Channel.SMS, DeliveryState.HANDED_OFF),
                    org.assertj.core.groups.Tuple.tuple(Channel.SMS, DeliveryState.DELIVERED),
                    org.assertj.core.groups.Tuple.tuple(Channel.EMAIL, DeliveryState.HANDED_OFF)));
  }

  @Test
  void theSameRecordTwiceSendsOneMessage() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    Envelope<?> envelope = WORLD.assign(page, person("li-fang", "李芳", "zh-CN", sms(number)));
    WORLD.topic.write(Topics.ASSIGNMENTS, incident.id(), envelope);
    PageRequestedV1 later = page(incident, 1, Channel.SMS);
    WORLD.assign(later, person("li-fang", "李芳", "zh-CN", sms(number)));

    awaitState(later, "SMS", "DELIVERED");

    assertThat(WORLD.centre.texts(digits(number))).hasSize(2);
    assertThat(WORLD.centre.texts(digits(number)).stream().map(PagingTest::codeIn).distinct())
        .as("the same incident and person keep the code")
        .hasSize(1);
  }

  @Test
  void aReplyWithTheCodeAcknowledgesOnceAndIsAnswered() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    WORLD.assign(page, person("zhao-lei", "赵磊", "zh-CN", sms(number)));
    String code = codeIn(awaitSms());

    WORLD.centre.reply(digits(number), "确认 " + code);
    WORLD.centre.reply(digits(number), "确认 " + code);

    await()
        .atMost(SOON)
        .until(
            () -> WORLD.centre.texts(digits(number)).stream().anyMatch(t -> t.startsWith("已确认")));
    awaitState(page, "SMS", "CONFIRMED");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(acknowledgements(page))
                .singleElement()
                .satisfies(e -> {
                  assertThat(e.personId()).isEqualTo("zhao-lei");
                  assertThat(e.channel()).isEqualTo(Channel.SMS);
                }));
  }

  private static List<PageAcknowledgedV1> acknowledgements(PageRequestedV1 page) {
    return WORLD.topic.events(PageAcknowledgedV1.class).stream()
        .filter(e -> e.pageId().equals(page.pageId()))
        .toList();
  }

  @Test
  void whoReadsTheDeliveriesFindsNothingToAcknowledgeWith() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS, Channel.EMAIL);
    ContactPoint mail = new ContactPoint(Channel.EMAIL, "he-mi-" + number + "@example.cn");
    WORLD.assign(page, person("he-mi", "何密", "zh-CN", sms(number), mail));
    String code = codeIn(awaitSms());

    awaitState(page, "EMAIL", "HANDED_OFF");

    List<JsonNode> shown = WORLD.deliveries("page=" + page.pageId());
    assertThat(shown)
        .hasSize(2)
        .allSatisfy(delivery -> {
          assertThat(delivery.path("text").asString()).contains("2026-0042").contains("••••");
          assertThat(delivery.path("text").asString()).doesNotContain("回复" + code);
          assertThat(delivery.toString()).doesNotContainPattern("acknowledge/[A-Za-z0-9]");
        });
  }

  @Test
  void aCodeBehindOtherDigitsCountsAndWhoeverAnswersAPageThatIsOverIsToldSo() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    String other = number();
    WORLD.assign(
        page,
        person("qin-zao", "秦早", "zh-CN", sms(number)),
        person("yu-wan", "于晚", "zh-CN", sms(other)));
    String code = codeIn(awaitSms());
    await().atMost(SOON).until(() -> !WORLD.centre.texts(digits(other)).isEmpty());

    WORLD.centre.reply(digits(number), "2026年3号楼0001室收到," + code);

    await()
        .atMost(SOON)
        .until(
            () -> WORLD.centre.texts(digits(number)).stream().anyMatch(t -> t.startsWith("已确认")));
    WORLD.withdraw(page);
    awaitWithdrawn(page);
    WORLD.centre.reply(digits(other), codeIn(WORLD.centre.texts(digits(other)).getFirst()));
    await()
        .atMost(SOON)
        .until(() ->
            WORLD.centre.texts(digits(other)).stream()
                .anyMatch(t -> t.contains("已撤回:王明已确认") && !t.contains("由您处置")));
    await().atMost(SOON).until(() -> acknowledgements(page).size() == 2);
  }

  /** A later page of the same incident is handled behind the withdrawal. */
  private void awaitWithdrawn(PageRequestedV1 page) {
    PageRequestedV1 next = page(page.incident(), 0, Channel.EMAIL);
    String mail = "after-" + number + "@example.cn";
    WORLD.assign(next, person("hou-lai", "后来", "zh-CN", new ContactPoint(Channel.EMAIL, mail)));
    awaitState(next, "EMAIL", "HANDED_OFF");
  }

  @Test
  void aWrongCodeAcknowledgesNothingAndIsToldSo() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    WORLD.assign(page, person("sun-qian", "孙倩", "en", sms(number)));
    String text = awaitSms();
    String wrong = text.contains("reply 1111") ? "2222" : "1111";

    WORLD.centre.reply(digits(number), wrong);
    WORLD.centre.reply("8613999999999", wrong);

    await()
        .atMost(SOON)
        .until(() ->
            WORLD.centre.texts(digits(number)).stream().anyMatch(t -> t.contains("No valid code")));
    assertThat(text)
        .startsWith(
            "URGENT Treasury payment global fault 2026-0042; Database administrator: reply ");
    assertThat(acknowledgements(page)).isEmpty();
    assertThat(WORLD.centre.texts("8613999999999")).as("a stranger").isEmpty();
  }

  @Test
  void sixDigitsAreTheRostersToJudge() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    WORLD.assign(page, person("sun-qian", "孙倩", "en", sms(number)));
    awaitSms();

    WORLD.centre.reply(digits(number), "４８２１１３。");

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(WORLD.topic.events(ContactCodeReceivedV1.class))
                .filteredOn(e -> e.from().equals(number))
                .singleElement()
                .satisfies(e -> {
                  assertThat(e.code()).isEqualTo("482113");
                  assertThat(e.channel()).isEqualTo(Channel.SMS);
                }));
    assertThat(acknowledgements(page)).isEmpty();
    assertThat(WORLD.centre.texts(digits(number))).as("the roster answers").hasSize(1);
  }

  @Test
  void aDrillIsMarkedInEveryMessage() throws Exception {
    IncidentFacts drill = incident(UUID.randomUUID().toString(), "2026-0043", true);
    PageRequestedV1 page = page(drill, 0, Channel.SMS, Channel.EMAIL);
    String mail = "drill-" + drill.id() + "@province.example.cn";

    WORLD.assign(
        page, person("wu-gang", "吴刚", "zh-CN", sms(number), new ContactPoint(Channel.EMAIL, mail)));

    assertThat(awaitSms()).startsWith("【演练】特急:");
    await().atMost(SOON).until(() -> mails(mail).size() == 1);
    assertThat(mails(mail).getFirst().getSubject()).startsWith("【演练】");
  }

  @Test
  void aChannelWithoutAContactPointFailsWithWordsInsteadOfSilence() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS, Channel.EMAIL, Channel.VOICE);

    WORLD.assign(page, person("zheng-yan", "郑艳", "zh-CN", sms(number)));

    awaitState(page, "EMAIL", "FAILED_PERMANENT");
    awaitState(page, "VOICE", "FAILED_PERMANENT");
    awaitState(page, "SMS", "DELIVERED");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(changes(page))
                .filteredOn(e -> e.channel() == Channel.EMAIL)
                .singleElement()
                .satisfies(e -> {
                  assertThat(e.state()).isEqualTo(DeliveryState.FAILED_PERMANENT);
                  assertThat(e.attempt()).isZero();
                  assertThat(e.detail()).contains("No contact point");
                }));
  }

  @Test
  void aReceiptThatIsFasterThanTheAnswerIsNotLost() {
    WORLD.centre.treat(digits(number), Manner.RECEIPT_FIRST);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("feng-tao", "冯涛", "zh-CN", sms(number)));

    awaitState(page, "SMS", "DELIVERED");
  }

  @Test
  void aReceiptThatSaysUndeliverableFailsTheDelivery() {
    WORLD.centre.treat(digits(number), Manner.LOSE);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("chen-jing", "陈静", "zh-CN", sms(number)));

    awaitState(page, "SMS", "FAILED_PERMANENT");
    JsonNode delivery = WORLD.deliveries("page=" + page.pageId()).getFirst();
    assertThat(delivery.path("attempts").get(0).path("detail").asString()).contains("UNDELIV 005");
  }

  @Test
  void aThrottledMessageIsTriedAgainAndArrivesOnce() {
    WORLD.centre.treat(digits(number), Manner.THROTTLE_ONCE);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("chu-wei", "褚伟", "zh-CN", sms(number)));

    awaitState(page, "SMS", "DELIVERED");
    JsonNode attempts = WORLD.deliveries("page=" + page.pageId()).getFirst().path("attempts");
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(0).path("outcome").asString()).isEqualTo("FAILED_TEMPORARY");
  }

  /** A number as long as this makes two parts of the message. */
  private final IncidentFacts wordy =
      incident(UUID.randomUUID().toString(), "2026-0042-" + "X".repeat(50), false);

  @Test
  void aMessageThatIsThrottledInItsMiddleIsFinishedAndNotSentAgain() {
    WORLD.centre.treat(digits(number), Manner.THROTTLE_SECOND_PART);
    PageRequestedV1 page = page(wordy, 0, Channel.SMS);

    WORLD.assign(page, person("jiang-shu", "江舒", "zh-CN", sms(number)));

    awaitState(page, "SMS", "DELIVERED");
    assertThat(WORLD.deliveries("page=" + page.pageId()).getFirst().path("attempts")).hasSize(1);
    assertThat(WORLD.centre.parts(digits(number)))
        .extracting(Centre.Part::number)
        .containsExactly(1, 2, 2);
  }

  @Test
  void theReceiptOfAPartTellsThatATornMessageIsLost() {
    WORLD.centre.treat(digits(number), Manner.TEAR);
    PageRequestedV1 page = page(wordy, 0, Channel.SMS);

    WORLD.assign(page, person("duan-lie", "段烈", "zh-CN", sms(number)));

    awaitState(page, "SMS", "FAILED_PERMANENT");
    assertThat(changes(page))
        .extracting(DeliveryStateChangedV1::state)
        .contains(DeliveryState.UNKNOWN);
  }

  @Test
  void aRefusedMessageFailsForGood() {
    WORLD.centre.treat(digits(number), Manner.REFUSE);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("wei-na", "卫娜", "zh-CN", sms(number)));

    awaitState(page, "SMS", "FAILED_PERMANENT");
    assertThat(WORLD.centre.texts(digits(number))).hasSize(1);
  }

  @Test
  void aLineThatBreaksBeforeTheAnswerLeavesItUnknownAndNeverSentAgain() {
    WORLD.centre.treat(digits(number), Manner.CUT);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);

    WORLD.assign(page, person("jiang-bo", "蒋波", "zh-CN", sms(number)));

    awaitState(page, "SMS", "UNKNOWN");
    String other = number();
    PageRequestedV1 next = page(incident, 0, Channel.SMS);
    WORLD.assign(next, person("shen-yu", "沈宇", "zh-CN", sms(other)));
    awaitState(next, "SMS", "DELIVERED");
    assertThat(WORLD.centre.texts(digits(number))).hasSize(1);
  }
}
