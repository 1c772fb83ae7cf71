package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.e2e.Sandbox.Sms;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A phone is verified by the code that is sent to it and answered from it. */
@ExtendWith(LogsOnFailure.class)
class ContactPointIT {

  private static final Pattern CODE = Pattern.compile("验证码 (\\d{6})");

  private final Platform platform = Platform.up();

  @Test
  void a_phone_is_verified_by_a_reply_to_its_code_and_a_wrong_reply_is_told_so() {
    String phone = platform.organisation.address("sun-qian", "SMS");
    String own = platform.token("sun-qian");
    platform.post("/people/sun-qian/contacts/1/verification", "", own).expect(202);
    Matcher code = CODE.matcher(sms(phone, text -> text.contains("警钟验证码")));
    assertThat(code.find()).isTrue();
    String wrong = code.group(1).equals("111111") ? "222222" : "111111";

    platform.sandbox.reply(phone, wrong);
    sms(phone, text -> text.contains("验证码不正确"));
    assertThat(verifiedAt()).isEmpty();

    platform.sandbox.reply(phone, code.group(1));
    sms(phone, text -> text.contains("此号码已验证"));
    assertThat(verifiedAt()).isNotEmpty();
  }

  private String verifiedAt() {
    JsonNode contacts = platform.read("/people/sun-qian/contacts");
    return contacts.path("items").path(0).path("verifiedAt").asString("");
  }

  private String sms(String phone, Predicate<String> wanted) {
    return await("an SMS to " + phone)
        .atMost(Platform.PATIENCE)
        .until(
            () -> platform.sandbox.sms(phone).stream().map(Sms::text).filter(wanted).toList(),
            found -> !found.isEmpty())
        .getLast();
  }
}
