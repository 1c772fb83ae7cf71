package io.tocsin.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's public API, as anybody could call it. */
final class Api {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String gateway;
  private final String sandbox;
  private final String language;
  private @Nullable String token;

  Api(String gateway, String sandbox, String language) {
    this.gateway = gateway;
    this.sandbox = sandbox;
    this.language = language;
  }

  /** From now on everything is done as that person; null for the administrator. */
  void signIn(String secret, @Nullable String person) {
    Map<String, String> body =
        person == null ? Map.of("secret", secret) : Map.of("secret", secret, "as", person);
    this.token = null;
    this.token = post("/auth/token", body).path("token").asString();
  }

  JsonNode get(String path) {
    return expect(send("GET", gateway + "/api/v1" + path, null));
  }

  JsonNode post(String path, Object body) {
    return expect(send("POST", gateway + "/api/v1" + path, body));
  }

  JsonNode put(String path, Object body) {
    return expect(send("PUT", gateway + "/api/v1" + path, body));
  }

  JsonNode sandbox(String path) {
    return expect(send("GET", sandbox + path, null));
  }

  void replyBySms(String from, String text) {
    expect(send("POST", sandbox + "/api/sms/reply", Map.of("from", from, "text", text)));
  }

  private HttpResponse<String> send(String method, String address, @Nullable Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(20))
            .header("Accept", "application/json")
            .header("Accept-Language", language);
    if (token != null && address.startsWith(gateway)) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new DemoFailedException("%s %s: %s".formatted(method, address, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("%s %s: interrupted".formatted(method, address));
    }
  }

  private static JsonNode expect(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw new DemoFailedException(
          "%s %s: %d %s"
              .formatted(
                  response.request().method(),
                  response.uri(),
                  response.statusCode(),
                  response.body()));
    }
    String body = response.body();
    return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
  }
}
