package io.tocsin.notification.smshttp;

import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.PhoneNumber;
import io.tocsin.notification.domain.SmsText;
import io.tocsin.notification.smshttp.HttpSmsSpec.Auth;
import io.tocsin.notification.smshttp.HttpSmsSpec.Body;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes the request for one message out of a spec and the installation's settings. */
record HttpSmsRequest(
    HttpSmsSpec spec, HttpSmsProperties.One properties, String callback, String signature) {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String SAYS_NOT = "none of the templates says: ";

  /** The text goes nowhere as it is: the provider takes template ids and none of ours fits. */
  static final class NoTemplateException extends Exception {
    NoTemplateException(Content content) {
      super(
          (content.exercise() ? "none of the templates says, with a drill's mark: " : SAYS_NOT)
              + content.text());
    }
  }

  HttpRequest of(Message message, Instant now, String nonce) throws NoTemplateException {
    Placeholders values = values(message);
    URI url = URI.create(values.in(properties.url() == null ? spec.url() : properties.url()));
    Body body = spec.body();
    Object fields = values.inTree(body.fields());
    String form = form(fields);
    byte[] content =
        switch (body.kind()) {
          case QUERY -> new byte[0];
          case FORM -> form.getBytes(StandardCharsets.UTF_8);
          case JSON -> JSON.writeValueAsBytes(fields);
        };
    String query = body.kind() == Body.Place.QUERY ? form : "";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(query.isEmpty() ? url : URI.create(url + "?" + query))
            .timeout(properties.answerWithin())
            .method(
                spec.method().name(),
                content.length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(content));
    headers(values, url, query, content, now, nonce).forEach(request::setHeader);
    return request.build();
  }

  private Map<String, String> headers(
      Placeholders values, URI url, String query, byte[] content, Instant now, String nonce) {
    Map<String, String> plain = new TreeMap<>();
    if (spec.headers() != null) {
      values.in(spec.headers()).forEach((n, v) -> plain.put(n.toLowerCase(Locale.ROOT), v));
    }
    switch (spec.body().kind()) {
      case QUERY -> {}
      case FORM -> plain.putIfAbsent("content-type", "application/x-www-form-urlencoded");
      case JSON -> plain.putIfAbsent("content-type", "application/json; charset=utf-8");
    }
    Auth auth = spec.auth();
    if (auth == null) {
      return plain;
    }
    Auth filled =
        new Auth(auth.kind(), values.in(auth.id()), values.in(auth.secret()), auth.service());
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return Signing.headers(
        filled,
        new SignedRequest(
            spec.method().name(), url.getAuthority(), path, query, plain, Hashes.sha256(content)),
        now,
        nonce);
  }

  private Placeholders values(Message message) throws NoTemplateException {
    String text = message.content().text() + signature;
    SmsText sms = SmsText.of(text);
    Map<String, String> values = new HashMap<>();
    properties.settings().forEach((name, value) -> values.put("setting." + name, value));
    values.put("to", number(message.recipient().address()));
    values.put("text", text);
    values.put("id", message.id());
    values.put("coding", sms.encoding() == SmsText.Encoding.UCS_2 ? "2" : "0");
    values.put("callback", callback);
    Map<String, List<String>> lists = new HashMap<>();
    if (!properties.templates().isEmpty()) {
      TemplateRule.Filled template =
          TemplateRule.first(properties.templates(), message.content())
              .orElseThrow(() -> new NoTemplateException(message.content()));
      values.put("template.id", template.id());
      values.put("template.json", JSON.writeValueAsString(template.parameters()));
      lists.put("template.list", template.values());
    }
    return new Placeholders(values, lists);
  }

  private String number(String written) {
    String digits = PhoneNumber.of(written, properties.country()).digits();
    return switch (spec.number()) {
      case E164 -> "+" + digits;
      case DIGITS -> digits;
      case NATIONAL ->
          digits.startsWith(properties.country())
              ? digits.substring(properties.country().length())
              : digits;
    };
  }

  /** Sorted by name, as the signatures want it; a space is %20, which forms take too. */
  private static String form(Object fields) {
    if (!(fields instanceof Map<?, ?> map)) {
      return "";
    }
    Map<String, String> sorted = new TreeMap<>();
    new LinkedHashMap<>(map)
        .forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
    return sorted.entrySet().stream()
        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encoded(@Nullable String text) {
    return URLEncoder.encode(text == null ? "" : text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
