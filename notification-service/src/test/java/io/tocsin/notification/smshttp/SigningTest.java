package io.tocsin.notification.smshttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.smshttp.HttpSmsSpec.Auth;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures against the examples that the vendors publish with their algorithms. */
class SigningTest {

  /** Alibaba Cloud, "V3 request structure and signature", fixed parameters. */
  @Test
  void signsAsAlibabaCloudsExample() {
    SignedRequest request =
        new SignedRequest(
            "POST",
            "ecs.cn-shanghai.aliyuncs.com",
            "/",
            "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
            Map.of("x-acs-action", "RunInstances", "x-acs-version", "2014-05-26"),
            Hashes.sha256(new byte[0]));

    Map<String, String> headers =
        Signing.headers(
            new Auth(Auth.Scheme.ACS3, "YourAccessKeyId", "YourAccessKeySecret", null),
            request,
            Instant.parse("2023-10-26T10:22:32Z"),
            "3156853299f313e23d1673dc12e1703d");

    assertThat(headers)
        .containsEntry("x-acs-date", "2023-10-26T10:22:32Z")
        .containsEntry(
            "authorization",
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
                + "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
                + "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
  }

  /** Tencent Cloud, "Signature v3", DescribeInstances. */
  @Test
  void signsAsTencentCloudsExample() {
    String body =
        "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\":"
            + " \"instance-name\"}]}";
    SignedRequest request =
        new SignedRequest(
            "POST",
            "cvm.tencentcloudapi.com",
            "/",
            "",
            Map.of("content-type", "application/json; charset=utf-8"),
            Hashes.sha256(body.getBytes(StandardCharsets.UTF_8)));

    Map<String, String> headers =
        Signing.headers(
            new Auth(
                Auth.Scheme.TC3,
                "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******",
                "Gu5t9xGARNpq86cd98joQYCN3*******",
                "cvm"),
            request,
            Instant.ofEpochSecond(1551113065),
            "unused");

    assertThat(headers)
        .containsEntry("x-tc-timestamp", "1551113065")
        .containsEntry(
            "authorization",
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/"
                + "tc3_request, SignedHeaders=content-type;host, Signature="
                + "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c");
  }

  @Test
  void theTwoPlainKindsAreWhatTheRfcsSay() {
    SignedRequest request =
        new SignedRequest("POST", "h", "/", "", Map.of(), Hashes.sha256(new byte[0]));

    assertThat(
            Signing.headers(
                new Auth(Auth.Scheme.BASIC, "Aladdin", "open sesame", null),
                request,
                Instant.EPOCH,
                ""))
        .containsEntry("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(
            Signing.headers(
                new Auth(Auth.Scheme.BEARER, "", "t0ken", null), request, Instant.EPOCH, ""))
        .containsEntry("authorization", "Bearer t0ken");
  }

  /** Twilio, "Validating requests": the example of its documents. */
  @Test
  void checksCallbacksAsTwiliosExample() {
    Map<String, String> form =
        Map.of(
            "CallSid", "CA1234567890ABCDE",
            "Caller", "+14158675310",
            "Digits", "1234",
            "From", "+14158675310",
            "To", "+18005551212");

    assertThat(
            ReceiptReading.twilioSignature(
                "12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form))
        .isEqualTo("GvWf1cFY/Q7PnoempGyD5oXAezc=");
  }
}
