package io.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's API as the administrator uses it, and the sandbox's. */
final class Api {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI gateway;
  private final String token;

  Api(URI gateway, String secret) throws IOException, InterruptedException {
    this.gateway = gateway;
    String body = JSON.createObjectNode().put("secret", secret).toString();
    this.token =
        json(send(request("/api/v1/auth/token", null).POST(BodyPublishers.ofString(body)), 200))
            .path("token")
            .asString();
  }

  String token() {
    return token;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(send(request(path, token).GET(), 200));
  }

  /** The organisation as it was set up, null when there is none yet. */
  @Nullable String organisation() throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/api/v1/organisation", token).header("Accept", "application/yaml").GET();
    HttpResponse<String> response = send(request, 200, 404);
    return response.statusCode() == 404 ? null : response.body();
  }

  void putOrganisation(String yaml) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/api/v1/organisation", token).setHeader("Content-Type", "application/yaml");
    HttpResponse<String> applied = send(request.PUT(BodyPublishers.ofString(yaml)), 200);
    applied
        .headers()
        .firstValue("Tocsin-Directory-Pending")
        .ifPresent(pending -> System.err.println("The new set-up has not yet reached " + pending));
  }

  /** Something that the platform takes or makes. */
  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return json(send(request(path, token).POST(BodyPublishers.ofString(body)), 200, 201, 202));
  }

  /** The id of the accepted report. */
  String report(String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/api/v1/reports", token).POST(BodyPublishers.ofString(body));
    return json(send(request, 202)).path("reportId").asString();
  }

  /**
   * Ends the open incidents of the systems as false alarms: what is only acknowledged would stand
   * open for good, and its limits and reminders would keep the next measurement company.
   */
  void end(List<String> systems) throws IOException, InterruptedException {
    for (String system : systems) {
      for (JsonNode open : get("/api/v1/incidents?open=true&system=" + system).path("items")) {
        String path = "/api/v1/incidents/" + open.path("id").asString() + "/false-alarm";
        send(
            request(path, token).POST(BodyPublishers.ofString("{\"reason\":\"bench\"}")), 200, 409);
      }
    }
  }

  private HttpRequest.Builder request(String path, @Nullable String bearer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json");
    return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, int... expected)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    for (int status : expected) {
      if (response.statusCode() == status) {
        return response;
      }
    }
    throw new IOException(
        "Expected %s %s to succeed, but got %d: %s"
            .formatted(
                response.request().method(),
                response.uri(),
                response.statusCode(),
                response.body()));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }
}
