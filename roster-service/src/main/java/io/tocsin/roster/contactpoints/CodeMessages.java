package io.tocsin.roster.contactpoints;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.LocalText;
import io.tocsin.roster.domain.Verification;
import io.tocsin.roster.domain.Verification.Outcome;
import io.tocsin.roster.messages.PersonMessage;

/** What a person reads whose contact point is verified. */
final class CodeMessages {

  private static final long MINUTES = Verification.GOOD_FOR.toMinutes();

  private CodeMessages() {}

  /**
   * Brings the code. A phone can answer it; a mail is answered where one is signed in, and so is
   * what comes to a room, where others read it and only the person themselves may enter it.
   */
  static PersonMessage code(String id, Channel channel, String code) {
    LocalText how =
        channel == Channel.SMS
            ? new LocalText(
                "请直接回复这6位数字，或在控制台输入", "Reply with the 6 digits, or enter them in the console")
            : new LocalText("请在控制台输入", "Enter it in the console");
    LocalText secret =
        channel == Channel.CHAT ? new LocalText("", "") : new LocalText("，不要告诉他人", "; tell nobody");
    return new PersonMessage(
        id,
        new LocalText("联络方式验证码", "Code for your contact point"),
        new LocalText(
            "警钟验证码 %s，%d 分钟内有效。%s%s。".formatted(code, MINUTES, how.zh(), secret.zh()),
            "Tocsin code %s, good for %d minutes. %s%s."
                .formatted(code, MINUTES, how.en(), secret.en())),
        Urgency.URGENT,
        Verification.GOOD_FOR,
        new LocalText("请求了验证码", "asked for a code"));
  }

  /** Answers what came back. */
  static PersonMessage answer(String id, Outcome outcome) {
    return new PersonMessage(
        id,
        new LocalText("联络方式验证", "Your contact point"),
        words(outcome),
        Urgency.URGENT,
        Verification.GOOD_FOR,
        new LocalText("对短信回复的应答", "answer to a reply by SMS"));
  }

  private static LocalText words(Outcome outcome) {
    return switch (outcome) {
      case VERIFIED, VERIFIED_BEFORE ->
          new LocalText("此号码已验证，感谢。", "This number is verified, thank you.");
      case NOT_ASKED ->
          new LocalText(
              "没有等待验证的代码。确认故障呼叫请回复短信中的4位数字。",
              "No code is waited for. To acknowledge a page, reply with the 4 digits of its"
                  + " message.");
      case LATE ->
          new LocalText(
              "验证码已过期，此号码尚未验证。请在控制台重新请求。",
              "That code has expired; this number is not verified. Ask for another in the"
                  + " console.");
      case TOO_OFTEN ->
          new LocalText(
              "验证码错误次数过多，此号码尚未验证。请在控制台重新请求。",
              "Too many wrong codes; this number is not verified. Ask for another in the console.");
      case WRONG ->
          new LocalText(
              "验证码不正确，此号码尚未验证。请回复短信中的6位数字。",
              "Not the code that was sent; this number is not verified. Reply with the 6 digits.");
    };
  }
}
