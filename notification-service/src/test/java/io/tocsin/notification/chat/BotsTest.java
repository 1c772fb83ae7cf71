package io.tocsin.notification.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Answer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each bot is sent, and what its answers mean. */
class BotsTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_599_360_473_123L);

  @Test
  void wecomGetsTheTextAndWhomToCall() {
    Bots.Post post =
        Bots.wecom(URI.create("https://qyapi.example/send?key=k"), "特急", List.of("138"));

    assertThat(post.url()).hasToString("https://qyapi.example/send?key=k");
    assertThat(post.body())
        .contains(
            "\"msgtype\":\"text\"", "\"content\":\"特急\"", "\"mentioned_mobile_list\":[\"138\"]");
  }

  /**
   * The signature was made with openssl from DingTalk's rule: HMAC-SHA256(secret, time LF secret).
   */
  @Test
  void dingtalkIsSignedInTheAddress() {
    Bots.Post post =
        Bots.dingtalk(
            URI.create("https://oapi.example/robot/send?access_token=t"),
            List.of("SECabc"),
            "特急",
            List.of(),
            NOW);

    assertThat(post.url().toString())
        .startsWith("https://oapi.example/robot/send?access_token=t&timestamp=1599360473123&sign=")
        .endsWith("WTmPOAnx8ZVo%2BxZKX7g%2Bo52vstWy10neVWw7vKA4UbY%3D");
    assertThat(
            Bots.dingtalk(URI.create("https://x.example/a"), List.of(), "t", List.of(), NOW).url())
        .hasToString("https://x.example/a");
  }

  /** Feishu's rule: the key is time LF secret, the text is empty. */
  @Test
  void feishuIsSignedInTheDocument() {
    Bots.Post post =
        Bots.feishu(URI.create("https://open.example/hook/1"), List.of("demo"), "特急", NOW);

    assertThat(post.body())
        .contains(
            "\"timestamp\":\"1599360473\"",
            "\"sign\":\"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=\"",
            "\"msg_type\":\"text\"",
            "\"content\":{\"text\":\"特急\"}");
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"errcode\":0,\"errmsg\":\"ok\"} | Taken",
        "200 | {\"StatusCode\":0,\"StatusMessage\":\"success\"} | Taken",
        "200 | {\"code\":0,\"msg\":\"success\"} | Taken",
        "200 | {\"errcode\":45009,\"errmsg\":\"api freq out of limit\"} | Throttled",
        "200 | {\"errcode\":130101,\"errmsg\":\"send too fast\"} | Throttled",
        "200 | {\"code\":11232,\"msg\":\"frequency limited\"} | Throttled",
        "200 | {\"errcode\":93000,\"errmsg\":\"invalid webhook url\"} | NotTaken",
        "200 | {\"errcode\":310000,\"errmsg\":\"sign not match\"} | NotTaken",
        "400 | {\"code\":19021,\"msg\":\"sign match fail\"} | NotTaken",
        "200 | {\"errcode\":40008,\"errmsg\":\"invalid message type\"} | Refused",
        "200 | <html>a proxy</html> | Lost",
        "502 | bad gateway | NotTaken",
      })
  void answersMeanWhatTheySay(int status, String body, String meaning) {
    Answer answer = Bots.answer(status, body);

    assertThat(answer.getClass().getSimpleName()).isEqualTo(meaning);
  }
}
