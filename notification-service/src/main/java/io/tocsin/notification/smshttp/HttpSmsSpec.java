package io.tocsin.notification.smshttp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How one kind of provider is spoken to. Every text may hold placeholders: {@code ${to}}, {@code
 * ${text}}, {@code ${id}}, {@code ${coding}}, {@code ${callback}}, {@code ${setting.…}}, {@code
 * ${template.id}}, {@code ${template.json}}; the whole value {@code ${template.list}} becomes a
 * list.
 *
 * @param number how telephone numbers are written
 * @param perNumber what this kind of provider lets one number have, unless the installation says
 *     otherwise
 */
record HttpSmsSpec(
    Method method,
    String url,
    NumberForm number,
    @Nullable Map<String, String> headers,
    @Nullable Auth auth,
    Body body,
    Answers answer,
    @Nullable List<String> perNumber,
    @Nullable Receipts receipts,
    @Nullable Replies replies) {

  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** The two that providers use. */
  enum Method {
    GET,
    POST
  }

  /** {@code +86138…}, {@code 86138…}, or {@code 138…} within the country and digits elsewhere. */
  enum NumberForm {
    E164,
    DIGITS,
    NATIONAL
  }

  /**
   * How a request proves who it is from.
   *
   * @param service the name of the service within Tencent's signature
   */
  record Auth(Scheme kind, String id, String secret, @Nullable String service) {
    /** What providers ask for. */
    enum Scheme {
      BASIC,
      BEARER,
      /** Alibaba Cloud's ACS3-HMAC-SHA256. */
      ACS3,
      /** Tencent Cloud's TC3-HMAC-SHA256. */
      TC3
    }
  }

  /** What is sent: fields in the address, in a form, or a JSON document of the same shape. */
  record Body(Place kind, Map<String, Object> fields) {
    /** Where the fields go. */
    enum Place {
      QUERY,
      FORM,
      JSON
    }
  }

  /**
   * What answers mean.
   *
   * @param rules the first that fits says it
   * @param id where the provider's id of the message stands; null where it gives none and receipts
   *     carry ours
   * @param detail what is kept of the answer for people to read
   */
  record Answers(List<Rule> rules, @Nullable String id, List<String> detail) {}

  /**
   * One meaning.
   *
   * @param status null for any
   * @param pointer where to look, a JSON pointer (RFC 6901); null for the whole text
   * @param matches a regular expression that the value there matches as a whole
   */
  record Rule(
      @Nullable Integer status, @Nullable String pointer, @Nullable String matches, Meaning then) {}

  /** What an answer may mean, as the platform knows it. */
  enum Meaning {
    TAKEN,
    THROTTLED,
    NOT_TAKEN,
    REFUSED,
    LOST
  }

  /**
   * How receipts come.
   *
   * @param list where the list of them stands; null where each comes alone
   * @param arrived what its state matches when the message arrived
   * @param lost what its state matches when it will not
   * @param signature how they are signed beside the token in the address, null for not at all
   * @param answer what the provider wants to hear
   */
  record Receipts(
      @Nullable String list,
      String id,
      String state,
      String arrived,
      String lost,
      @Nullable String detail,
      @Nullable Signature signature,
      String answer) {}

  /**
   * How people's replies come.
   *
   * @param signature how they are signed beside the token in the address, null for not at all
   */
  record Replies(
      @Nullable String list,
      String from,
      String text,
      @Nullable Signature signature,
      String answer) {}

  /** How a callback is signed. */
  enum Signature {
    /** {@code X-Twilio-Signature}: HMAC-SHA1 over address and fields, with the account's token. */
    TWILIO
  }

  /**
   * Reads one.
   *
   * @param name of a ready one, or a file
   * @throws IllegalArgumentException naming what is wrong in it
   */
  static HttpSmsSpec load(String name) {
    Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(read(name));
    try {
      HttpSmsSpec spec = STRICT.convertValue(yaml, HttpSmsSpec.class);
      Objects.requireNonNull(spec.method, "method");
      Objects.requireNonNull(spec.url, "url");
      Objects.requireNonNull(spec.number, "number");
      Objects.requireNonNull(spec.body, "body");
      Objects.requireNonNull(spec.answer, "answer");
      return spec;
    } catch (NullPointerException e) {
      throw new IllegalArgumentException(
          "Expected " + e.getMessage() + " in the SMS spec " + name + ", but it is missing", e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "Expected an SMS spec in " + name + ", but " + e.getOriginalMessage(), e);
    }
  }

  private static String read(String name) {
    String resource = "/sms-http/" + name + ".yaml";
    try (InputStream ready = HttpSmsSpec.class.getResourceAsStream(resource)) {
      if (ready != null) {
        return new String(ready.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      }
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected aliyun, tencent, twilio, kannel or a readable file as the SMS spec, but got "
              + name,
          e);
    }
  }
}
