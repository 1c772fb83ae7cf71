package io.tocsin.notification.domain;

import static io.tocsin.notification.domain.Deliveries.T0;
import static io.tocsin.notification.domain.Deliveries.queued;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.Stuck;
import io.tocsin.notification.domain.FollowUp.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is done for somebody whom a message did not reach. */
class FollowUpTest {

  private static final Words WHY = new Words("拒收", "refused");
  private static final FollowUp.Rules RULES =
      new FollowUp.Rules(
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofMinutes(3),
          Duration.ofMinutes(30),
          Set.of(Channel.SMS, Channel.VOICE, Channel.CHAT));
  private static final Set<Channel> CARRIED = Set.of(Channel.SMS, Channel.EMAIL, Channel.VOICE);
  private static final Contact SMS = new Contact(Channel.SMS, "+8613800000003");
  private static final Contact MAIL = new Contact(Channel.EMAIL, "wang@example.cn");
  private static final Contact VOICE = new Contact(Channel.VOICE, "+8613800000003");
  private static final Contact CHAT = new Contact(Channel.CHAT, "ops");

  private static FollowUp of(Stuck stuck, List<Delivery> siblings, Contact... contacts) {
    return of(T0.plusSeconds(29), stuck, siblings, contacts);
  }

  private static FollowUp of(
      Instant now, Stuck stuck, List<Delivery> siblings, Contact... contacts) {
    return FollowUp.of(stuck, siblings, List.of(contacts), CARRIED, RULES, now);
  }

  private static Delivery.FailedPermanently failed() {
    return queued().refuse(WHY);
  }

  private static Delivery.Unknown unknown() {
    return queued().attempt("smpp:primary", T0, T0.plusSeconds(9)).unknown(WHY, "broke");
  }

  private static Queued on(Channel channel) {
    Message m = queued().message();
    return new Queued(
        new Message(
            "d-" + channel,
            channel,
            m.urgency(),
            m.recipient(),
            m.about(),
            m.content(),
            m.why(),
            null,
            m.createdAt(),
            m.notAfter()));
  }

  @Test
  void theNextChannelIsTheFirstOneOfThePersonThatHasAProviderAndWasNotTried() {
    assertThat(of(failed(), List.of(), SMS, CHAT, VOICE, MAIL).next()).isEqualTo(VOICE);
    assertThat(of(failed(), List.of(), SMS, MAIL, VOICE).next()).isEqualTo(MAIL);
    assertThat(of(failed(), List.of(on(Channel.EMAIL)), SMS, MAIL, VOICE).next()).isEqualTo(VOICE);
    assertThat(of(failed(), List.of(on(Channel.EMAIL)), SMS, MAIL).next()).isNull();
  }

  @Test
  void aCallIsDueWhenNothingIsLeftThatTellsPeopleAtOnce() {
    assertThat(of(failed(), List.of(), SMS).callDue()).isTrue();
    assertThat(of(failed(), List.of(on(Channel.EMAIL)), SMS, MAIL).callDue())
        .as("a mail that was handed over proves nothing")
        .isTrue();
    assertThat(of(failed(), List.of(), SMS, MAIL).callDue()).isTrue();
    assertThat(of(failed(), List.of(), SMS, VOICE).callDue()).isFalse();
  }

  @Test
  void whileAnotherTellingChannelIsUnderWayNothingIsDone() {
    FollowUp decided = of(failed(), List.of(on(Channel.VOICE)), SMS, VOICE, MAIL);

    assertThat(decided.next()).isNull();
    assertThat(decided.callDue()).isFalse();
    assertThat(decided.why().en()).contains("voice");
  }

  @Test
  void oneCallIsEnoughForOneRecipient() {
    Delivery called = on(Channel.VOICE).refuse(WHY).followedUp(new FollowUp.Taken(T0, true, WHY));

    assertThat(of(failed(), List.of(called), SMS, VOICE).callDue()).isFalse();
  }

  @Test
  void whoeverHasConfirmedNeedsNothingMore() {
    Delivery confirmed =
        on(Channel.EMAIL).attempt("smtp:primary", T0, T0.plusSeconds(9)).confirm(T0);

    assertThat(of(failed(), List.of(confirmed), SMS, MAIL, VOICE))
        .isEqualTo(new FollowUp(null, false, new Words("已通过电子邮件确认", "Confirmed by e-mail")));
  }

  @Test
  void anUnknownOneNamesTheRiskOfComingTwice() {
    FollowUp decided = of(unknown(), List.of(), SMS, VOICE);

    assertThat(decided.next()).isEqualTo(VOICE);
    assertThat(decided.why().en()).contains("Unknown whether", "may get it twice", "goes by voice");
    assertThat(decided.why().zh()).contains("可能收到两次");
  }

  @Test
  void aPageThatCannotLeaveGoesToTheNextChannelAsWellButNobodyIsCalledYet() {
    Delivery.FailedTemporarily waiting = queued().postpone(T0.plusSeconds(9), WHY);

    assertThat(of(waiting, List.of(), SMS, MAIL))
        .satisfies(d -> {
          assertThat(d.next()).isEqualTo(MAIL);
          assertThat(d.callDue()).isFalse();
        });
  }

  @Test
  void twoChannelsThatCannotLeaveDoNotWaitForEachOther() {
    Delivery.FailedTemporarily sms = queued().postpone(T0.plusSeconds(40), WHY);
    Delivery voice = on(Channel.VOICE).postpone(T0.plusSeconds(40), WHY);

    assertThat(of(T0.plusSeconds(29), sms, List.of(voice), SMS, VOICE, MAIL).next()).isNull();
    assertThat(of(T0.plusSeconds(30), sms, List.of(voice), SMS, VOICE, MAIL).next())
        .isEqualTo(MAIL);
    assertThat(of(T0.plusSeconds(30), failed(), List.of(voice), SMS, VOICE).callDue()).isTrue();
  }

  @Test
  void aPageThatNobodyHasTriedToSendGivesWayToTheNextChannelThatTellsPeopleAtOnce() {
    FollowUp byVoice = of(T0.plusSeconds(30), queued(), List.of(), SMS, VOICE);
    FollowUp byMail = of(T0.plusSeconds(30), queued(), List.of(), SMS, MAIL);

    assertThat(byVoice.next()).isEqualTo(VOICE);
    assertThat(byVoice.callDue()).isFalse();
    assertThat(byVoice.appliedTo(queued(), RULES, T0).state()).isEqualTo(Delivery.State.SUPERSEDED);
    assertThat(byMail.next()).isEqualTo(MAIL);
    assertThat(byMail.appliedTo(queued(), RULES, T0))
        .as("a mail does not page")
        .isEqualTo(queued().followedUp(new FollowUp.Taken(T0, false, byMail.why())));
    assertThat(byVoice.appliedTo(queued().postpone(T0, WHY), RULES, T0).state())
        .as("whom a provider has turned away is tried on")
        .isEqualTo(Delivery.State.FAILED_TEMPORARY);
  }

  @Test
  void twoPagesThatNobodyHasTriedToSendDoNotWaitForEachOther() {
    Delivery voice = on(Channel.VOICE);

    assertThat(of(T0.plusSeconds(29), queued(), List.of(voice), SMS, VOICE, MAIL).next()).isNull();
    assertThat(of(T0.plusSeconds(30), queued(), List.of(voice), SMS, VOICE, MAIL).next())
        .isEqualTo(MAIL);
  }

  @Test
  void theTimeToActDependsOnWhatHappened() {
    assertThat(RULES.dueAt(queued())).contains(T0.plusSeconds(30));
    assertThat(RULES.dueAt(queued().followedUp(new FollowUp.Taken(T0, false, WHY)))).isEmpty();
    assertThat(RULES.dueAt(queued().postpone(T0.plusSeconds(1), WHY))).contains(T0.plusSeconds(30));
    assertThat(RULES.dueAt(unknown())).contains(T0.plusSeconds(60));
    assertThat(RULES.dueAt(failed())).contains(T0);
    assertThat(RULES.dueAt(failed().followedUp(new FollowUp.Taken(T0, true, WHY)))).isEmpty();
  }

  @Test
  void aReceiptThatIsPromisedIsDueAndOneThatIsNotIsNot() {
    var attempt = queued().attempt("smpp:primary", T0, T0.plusSeconds(9));
    var promised = attempt.handedOff(List.of("m1"), null);

    assertThat(RULES.dueAt(promised)).contains(T0.plusSeconds(180));
    assertThat(RULES.dueAt(attempt.handedOff(List.of(), null))).isEmpty();
    assertThat(RULES.dueAt(promised.unreported(WHY))).contains(T0.plusSeconds(60));
  }

  @Test
  void whatANoticeSaysOnAnotherChannelIsTheSameAndKeepsTheMarkOfADrill() {
    Content sms = new Content(true, null, "【演练】支付系统因故障自09:20起暂停。请停止操作。", null);
    Content mail = new Content(true, "【演练】特急", "【演练】请核对。\n\n编号：1", "<p>【演练】</p>");

    assertThat(sms.on(Channel.EMAIL).subject()).isEqualTo("【演练】支付系统因故障自09:20起暂停");
    assertThat(sms.on(Channel.EMAIL).text()).isEqualTo(sms.text());
    assertThat(mail.on(Channel.SMS)).isEqualTo(new Content(true, null, "【演练】请核对。", null));
    assertThat(sms.on(Channel.VOICE)).isEqualTo(sms);
  }
}
