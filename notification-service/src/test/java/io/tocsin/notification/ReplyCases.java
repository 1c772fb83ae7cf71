package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.NotificationEvent.ContactCodeReceivedV1;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import org.junit.jupiter.api.Test;

/** From the phone back: what people answer to a page. */
abstract class ReplyCases extends PagingCases {

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

    WORLD.centre.reply(digits(number), "2026年3号楼0001室收到，" + code);

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
                .anyMatch(t -> t.contains("已撤回：王明已确认") && !t.contains("由您处置")));
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
  void aReplyThatCameInPartsIsReadAsAWhole() {
    String other = number();
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    WORLD.assign(
        page,
        person("chang-hua", "常话", "zh-CN", sms(number)),
        person("duo-yan", "多言", "zh-CN", sms(other)));
    String code = codeIn(awaitSms());
    await().atMost(SOON).until(() -> !WORLD.centre.texts(digits(other)).isEmpty());
    String second = codeIn(WORLD.centre.texts(digits(other)).getFirst());

    WORLD.centre.replyPart(digits(number), 7, 2, 2, code.substring(2) + "。");
    WORLD.centre.replyPart(digits(number), 7, 1, 2, "已在路上，确认码是" + code.substring(0, 2));
    WORLD.centre.replySegment(digits(other), 700, 1, 2, "我也在路上，确认码是" + second.substring(0, 1));
    WORLD.centre.replySegment(digits(other), 700, 2, 2, second.substring(1));

    awaitState(page, "SMS", "CONFIRMED");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(acknowledgements(page))
                .extracting(PageAcknowledgedV1::personId)
                .containsExactlyInAnyOrder("chang-hua", "duo-yan"));
  }

  @Test
  void aReplyOfWhichAPartIsMissingIsReadWithoutIt() {
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    WORLD.assign(page, person("ban-ju", "半句", "zh-CN", sms(number)));

    WORLD.centre.replyPart(digits(number), 8, 1, 3, "确认 " + codeIn(awaitSms()));

    awaitState(page, "SMS", "CONFIRMED");
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
}
