package io.tocsin.notification.smshttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.Receipt;
import io.tocsin.notification.sending.Receipt.Result;
import io.tocsin.notification.smshttp.HttpSmsSpec.Signature;
import io.tocsin.notification.smshttp.Vendor.Asked;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each ready spec against a server that answers in the vendor's shapes. */
class HttpSmsProviderTest {

  private static final Instant NOW = Instant.parse("2026-03-09T01:10:00Z");
  private static final String TEXT = "特急：支付系统全局故障2026-0042，岗位：数据库管理员。5分钟内回复4711确认。";
  private static final List<TemplateRule> TEMPLATES =
      List.of(
          new TemplateRule(
              "特急：(?<system>.+?)(?<scope>全局|区域)故障(?<number>[\\w-]+)，岗位：(?<post>.+?)。"
                  + "(?<minutes>\\d+)分钟内回复(?<code>\\d{4})确认。",
              "SMS_100", "SMS_900"),
          new TemplateRule("(?<mark>【演练】)?(?<what>[^【]+)已恢复。", "SMS_101", null));

  private final Vendor vendor = new Vendor();
  private String signature = "【江南省财政厅】";

  @AfterEach
  void stop() {
    vendor.close();
  }

  private HttpSmsProvider provider(
      String spec, @Nullable String url, Map<String, String> settings) {
    HttpSmsProperties.One one =
        new HttpSmsProperties.One(
            spec,
            url,
            settings,
            spec.equals("aliyun") || spec.equals("tencent") ? TEMPLATES : List.of(),
            null,
            null,
            0,
            ZoneOffset.UTC,
            30,
            "86",
            "a-secret-of-16-chars",
            Duration.ofSeconds(1),
            Duration.ofMillis(800));
    return new HttpSmsProvider(
        "http:" + spec,
        new HttpSmsRequest(
            HttpSmsSpec.load(spec),
            one,
            "https://tocsin.example.cn/api/v1/inbound/sms/x/secret",
            signature),
        HttpClient.newHttpClient(),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private HttpSmsProvider aliyun() {
    return provider(
        "aliyun",
        vendor.url(),
        Map.of("accessKeyId", "key", "accessKeySecret", "secret", "signName", "江南省财政厅"));
  }

  private HttpSmsProvider tencent() {
    return provider(
        "tencent",
        vendor.url(),
        Map.of(
            "secretId", "id",
            "secretKey", "key",
            "sdkAppId", "1400006666",
            "signName", "江南省财政厅",
            "region", "ap-guangzhou"));
  }

  private HttpSmsProvider twilio() {
    return provider(
        "twilio",
        vendor.url() + "Accounts/${setting.accountSid}/Messages.json",
        Map.of("accountSid", "AC1", "authToken", "12345", "from", "+15005550006"));
  }

  private HttpSmsProvider kannel() {
    return provider(
        "kannel",
        null,
        Map.of(
            "url", vendor.url() + "cgi-bin/sendsms",
            "username", "tocsin",
            "password", "p&w",
            "from", "10690001"));
  }

  private static Message message(String text) {
    return new Message(
        "d-1",
        Channel.SMS,
        Urgency.URGENT,
        new Recipient(Recipient.Kind.PERSON, "wang-ming", "王明", "+86 138 0000 0003"),
        Message.About.page("i", "p"),
        new Content(false, null, text, null),
        new Words("", ""),
        null,
        NOW,
        NOW.plusSeconds(600));
  }

  private static Message drill(String text) {
    Message real = message(text);
    return new Message(
        real.id(),
        real.channel(),
        real.urgency(),
        real.recipient(),
        real.about(),
        new Content(true, null, "【演练】" + text, null),
        real.why(),
        real.series(),
        real.createdAt(),
        real.notAfter());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Test
  void aliyunGetsATemplateWithItsParametersInASignedForm() {
    vendor.answers(
        200,
        "{\"Message\":\"OK\",\"RequestId\":\"F655\",\"BizId\":\"900619746936498440^0\",\"Code\":\"OK\"}");

    Answer answer = aliyun().handOff(message(TEXT));

    assertThat(answer)
        .isEqualTo(new Taken(List.of("http:aliyun/900619746936498440^0"), "HTTP 200 OK OK F655"));
    Asked asked = vendor.last();
    assertThat(decoded(asked.body()))
        .contains(
            "PhoneNumbers=13800000003",
            "SignName=江南省财政厅",
            "TemplateCode=SMS_100",
            "OutId=d-1",
            "\"system\":\"支付系统\"",
            "\"code\":\"4711\"");
    assertThat(asked.headers())
        .containsEntry("x-acs-action", "SendSms")
        .containsEntry("x-acs-version", "2017-05-25")
        .containsEntry(
            "x-acs-content-sha256", Hashes.sha256(asked.body().getBytes(StandardCharsets.UTF_8)));
    assertThat(asked.headers().get("authorization"))
        .startsWith("ACS3-HMAC-SHA256 Credential=key,SignedHeaders=content-type;host;x-acs-action");
  }

  @Test
  void aDrillGoesByItsOwnTemplateOrCarriesItsMarkAndNeverWithoutEither() {
    vendor.answers(200, "{\"Code\":\"OK\",\"BizId\":\"1\"}");

    aliyun().handOff(drill(TEXT));
    assertThat(decoded(vendor.last().body())).contains("TemplateCode=SMS_900", "\"code\":\"4711\"");
    aliyun().handOff(drill("支付系统已恢复。"));
    assertThat(decoded(vendor.last().body()))
        .contains("TemplateCode=SMS_101", "\"mark\":\"【演练】\"", "\"what\":\"支付系统\"");

    TemplateRule unaware = new TemplateRule(".*?(?<what>[^【】]+)", "SMS_102", null);
    assertThat(unaware.fill(drill("支付系统暂停").content())).isEmpty();
    assertThat(unaware.fill(message("支付系统暂停").content())).isPresent();
  }

  @Test
  void whatNoTemplateSaysIsNamedAtTheStart() {
    assertThat(
            MissingTemplates.missing(
                List.of(TEMPLATES.getFirst(), new TemplateRule("恢复", "SMS_103", null)),
                new TreeMap<>(Map.of("PAGE ZH", TEXT, "RESTORATION ZH", "恢复", "DIGEST ZH", "x"))))
        .containsExactly("DIGEST ZH", "RESTORATION ZH of a drill");
  }

  @ParameterizedTest(name = "Aliyun {0} is {1}")
  @CsvSource({
    "isv.BUSINESS_LIMIT_CONTROL, Refused",
    "isv.MOBILE_NUMBER_ILLEGAL, Refused",
    "isv.SMS_TEMPLATE_ILLEGAL, Refused",
    "isv.AMOUNT_NOT_ENOUGH, NotTaken",
    "isp.SYSTEM_ERROR, NotTaken",
    "SignatureDoesNotMatch, NotTaken",
    "Throttling.User, Throttled",
  })
  void aliyunsErrorsMeanWhatTheySay(String code, String meaning) {
    vendor.answers(
        code.startsWith("Throttling") || code.startsWith("Signature") ? 400 : 200,
        "{\"Code\":\"" + code + "\",\"Message\":\"x\",\"RequestId\":\"r\"}");

    Answer answer = aliyun().handOff(message(TEXT));

    assertThat(answer.getClass().getSimpleName()).isEqualTo(meaning);
    assertThat(answer.toString()).contains(code);
  }

  @Test
  void tencentGetsATemplateWithAListOfValuesInSignedJson() {
    vendor.answers(
        200,
        """
        {"Response":{"SendStatusSet":[{"SerialNo":"5000:1045","PhoneNumber":"+8613800000003",
        "Fee":1,"SessionContext":"d-1","Code":"Ok","Message":"send success","IsoCode":"CN"}],
        "RequestId":"a0aabda6"}}
        """);

    Answer answer = tencent().handOff(message(TEXT));

    assertThat(((Taken) answer).receipts()).containsExactly("http:tencent/5000:1045");
    assertThat(vendor.last().body())
        .isEqualTo(
            "{\"PhoneNumberSet\":[\"+8613800000003\"],\"SmsSdkAppId\":\"1400006666\","
                + "\"SignName\":\"江南省财政厅\",\"TemplateId\":\"SMS_100\",\"TemplateParamSet\":"
                + "[\"支付系统\",\"全局\",\"2026-0042\",\"数据库管理员\",\"5\",\"4711\"],"
                + "\"SessionContext\":\"d-1\"}");
    assertThat(vendor.last().headers())
        .containsEntry("x-tc-action", "SendSms")
        .containsEntry("x-tc-timestamp", String.valueOf(NOW.getEpochSecond()));
    assertThat(vendor.last().headers().get("authorization"))
        .startsWith("TC3-HMAC-SHA256 Credential=id/2026-03-09/sms/tc3_request");
  }

  @ParameterizedTest(name = "Tencent {0} is {1}")
  @CsvSource({
    "LimitExceeded.PhoneNumberOneHourLimit, Refused",
    "FailedOperation.PhoneNumberInBlacklist, Refused",
    "LimitExceeded.AppDailyLimit, NotTaken",
    "InternalError.OtherError, NotTaken",
  })
  void tencentsAnswersForANumberMeanWhatTheySay(String code, String meaning) {
    vendor.answers(
        200,
        "{\"Response\":{\"SendStatusSet\":[{\"SerialNo\":\"\",\"Code\":\""
            + code
            + "\",\"Message\":\"x\"}],\"RequestId\":\"r\"}}");

    assertThat(tencent().handOff(message(TEXT)).getClass().getSimpleName()).isEqualTo(meaning);
  }

  @Test
  void tencentsErrorsOfTheCallAreToldFromThoseOfTheNumber() {
    vendor.answers(
        200, "{\"Response\":{\"Error\":{\"Code\":\"RequestLimitExceeded\"},\"RequestId\":\"r\"}}");
    assertThat(tencent().handOff(message(TEXT))).isInstanceOf(Throttled.class);
    vendor.answers(
        200,
        "{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SignatureFailure\"},\"RequestId\":\"\"}}");
    assertThat(tencent().handOff(message(TEXT))).isInstanceOf(NotTaken.class);
  }

  @Test
  void aTextThatNoTemplateSaysIsRefusedBeforeAnybodyIsAsked() {
    assertThat(aliyun().handOff(message("别的内容")))
        .isEqualTo(new Refused("none of the templates says: 别的内容"));
    assertThat(vendor.asked()).isEmpty();
  }

  @Test
  void twilioGetsTheTextAndWhereReceiptsGo() {
    vendor.answers(201, "{\"sid\":\"SM1\",\"status\":\"queued\",\"error_code\":null}");

    Answer answer = twilio().handOff(message(TEXT));

    assertThat(((Taken) answer).receipts()).containsExactly("http:twilio/SM1");
    assertThat(vendor.last().uri()).isEqualTo("/Accounts/AC1/Messages.json");
    assertThat(vendor.last().headers()).containsEntry("authorization", "Basic QUMxOjEyMzQ1");
    assertThat(decoded(vendor.last().body()))
        .contains(
            "To=+8613800000003",
            "From=+15005550006",
            "Body=" + TEXT + "【江南省财政厅】",
            "StatusCallback=https");
  }

  @ParameterizedTest(name = "Twilio {0} {1} is {2}")
  @CsvSource({
    "429, 20429, Throttled",
    "400, 21211, Refused",
    "400, 21610, Refused",
    "401, 20003, NotTaken",
    "503, 20503, NotTaken",
    "500, 0, Lost",
  })
  void twiliosErrorsMeanWhatTheySay(int status, int code, String meaning) {
    vendor.answers(status, "{\"code\":" + code + ",\"message\":\"m\",\"status\":" + status + "}");

    assertThat(twilio().handOff(message(TEXT)).getClass().getSimpleName()).isEqualTo(meaning);
  }

  @Test
  void kannelGetsTheTextInTheAddressWithItsCodingAndOurIdForTheReceipt() {
    vendor.answers(202, "0: Accepted for delivery");

    Answer chinese = kannel().handOff(message(TEXT));

    assertThat(((Taken) chinese).receipts()).containsExactly("http:kannel/d-1");
    assertThat(vendor.last().method()).isEqualTo("GET");
    assertThat(decoded(vendor.last().uri()))
        .startsWith("/cgi-bin/sendsms?charset=UTF-8&coding=2&dlr-mask=19&dlr-url=https")
        .contains(
            "id=d-1&state=%d", "password=p&w", "to=8613800000003", "text=" + TEXT + "【江南省财政厅】");
    signature = "";
    kannel().handOff(message("plain"));
    assertThat(vendor.last().uri()).contains("coding=0");
  }

  @ParameterizedTest(name = "Kannel {0} {1} is {2}")
  @CsvSource({
    "202, 3: Queued for later delivery, Taken",
    "403, Authorization failed for sendsms, NotTaken",
    "503, 'Temporal failure, try again later.', NotTaken",
    "400, Not routable. Do not try again., Refused",
  })
  void kannelsAnswersMeanWhatTheySay(int status, String said, String meaning) {
    vendor.answers(status, said);

    assertThat(kannel().handOff(message(TEXT)).getClass().getSimpleName()).isEqualTo(meaning);
  }

  @Test
  void silenceIsUnknownAndAClosedDoorIsNot() {
    vendor.isSilent();
    assertThat(twilio().handOff(message(TEXT))).isInstanceOf(Lost.class);

    HttpSmsProvider gone = twilio();
    vendor.close();
    assertThat(gone.handOff(message(TEXT))).isInstanceOf(NotTaken.class);
  }

  @Test
  void anAnswerThatNoRuleKnowsIsNeverTakenForAYes() {
    vendor.answers(200, "<html>Welcome to the proxy</html>");
    assertThat(aliyun().handOff(message(TEXT))).isInstanceOf(Lost.class);
    assertThat(kannel().handOff(message(TEXT))).isInstanceOf(Lost.class);
  }

  @Test
  void missingSettingsAreNamedAndNothingIsSent() {
    HttpSmsProvider halfway = provider("twilio", vendor.url(), Map.of("accountSid", "AC1"));

    assertThat(halfway.handOff(message(TEXT)))
        .isInstanceOfSatisfying(NotTaken.class, n -> assertThat(n.detail()).contains("${setting."));
    assertThat(vendor.asked()).isEmpty();
  }

  @Test
  void receiptsAreReadInEachVendorsShape() {
    assertThat(
            receipts(
                "aliyun",
                """
                [{"phone_number":"13800000003","success":true,"err_code":"DELIVERED","biz_id":"9^0"},
                 {"phone_number":"13800000004","success":false,"err_code":"MK:0008","biz_id":"9^1"}]
                """))
        .containsExactly(
            new Receipt(List.of("http:aliyun/9^0"), Result.ARRIVED, "true DELIVERED"),
            new Receipt(List.of("http:aliyun/9^1"), Result.LOST, "false MK:0008"));
    assertThat(
            receipts(
                "tencent",
                "[{\"mobile\":\"138\",\"report_status\":\"FAIL\",\"errmsg\":\"MK:0001\",\"sid\":\"5000:1\"}]"))
        .containsExactly(new Receipt(List.of("http:tencent/5000:1"), Result.LOST, "FAIL MK:0001"));
    assertThat(
            ReceiptReading.receipts(
                HttpSmsSpec.load("twilio"),
                CallbackContent.ofForm(Map.of(), "MessageSid=SM1&MessageStatus=sent").json(),
                "twilio"))
        .as("not final")
        .isEmpty();
    assertThat(
            ReceiptReading.receipts(
                HttpSmsSpec.load("kannel"),
                CallbackContent.of(Map.of("id", "d-1", "state", "16", "said", "x"), "").json(),
                "kannel"))
        .containsExactly(Receipt.ofOurs("http:kannel", "d-1", Result.LOST, "16 x"));
  }

  @Test
  void whatTwilioSendsBackIsSignedBeItAReceiptOrAReply() {
    HttpSmsSpec twilio = HttpSmsSpec.load("twilio");

    assertThat(Objects.requireNonNull(twilio.receipts()).signature()).isEqualTo(Signature.TWILIO);
    assertThat(Objects.requireNonNull(twilio.replies()).signature()).isEqualTo(Signature.TWILIO);
  }

  private static List<Receipt> receipts(String name, String body) {
    return ReceiptReading.receipts(
        HttpSmsSpec.load(name), CallbackContent.of(Map.of(), body).json(), name);
  }

  @Test
  void aSpecWithAFieldThatDoesNotExistIsRefusedByItsName(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("own.yaml"), "method: GET\nurll: x\n");

    assertThatThrownBy(() -> HttpSmsSpec.load(file.toString())).hasMessageContaining("urll");
    assertThatThrownBy(() -> HttpSmsSpec.load("nowhere"))
        .hasMessageContaining("aliyun")
        .hasMessageContaining("nowhere");
  }
}
