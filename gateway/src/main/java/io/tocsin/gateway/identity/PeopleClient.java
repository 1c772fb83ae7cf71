package io.tocsin.gateway.identity;

import io.tocsin.gateway.domain.PersonStanding;
import io.tocsin.gateway.domain.PersonStanding.PostHeld;
import io.tocsin.gateway.domain.Upstream;
import io.tocsin.gateway.routing.UpstreamProblems;
import io.tocsin.gateway.routing.UpstreamsProperties;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;

/** Asks the roster who a person is and what posts that person holds now. */
class PeopleClient {

  private static final Duration LIMIT = Duration.ofSeconds(3);

  private final WebClient roster;
  private final OwnToken ownToken;

  PeopleClient(WebClient.Builder builder, UpstreamsProperties upstreams, OwnToken ownToken) {
    this.roster = builder.baseUrl(upstreams.of(Upstream.ROSTER).toString()).build();
    this.ownToken = ownToken;
  }

  /** Empty when the roster knows no such person. */
  Mono<PersonStanding> find(String personId) {
    return roster
        .get()
        .uri("/api/v1/people/{id}", personId)
        .header(HttpHeaders.AUTHORIZATION, ownToken.bearer())
        .retrieve()
        .bodyToMono(Person.class)
        .map(Person::standing)
        .timeout(LIMIT)
        .onErrorResume(PeopleClient::isUnknown, _ -> Mono.empty())
        .onErrorMap(
            e ->
                e instanceof WebClientException
                    || e instanceof java.util.concurrent.TimeoutException,
            e -> UpstreamProblems.unreachable(Upstream.ROSTER, Duration.ofSeconds(2)));
  }

  private static boolean isUnknown(Throwable error) {
    return error instanceof WebClientResponseException response
        && response.getStatusCode() == HttpStatus.NOT_FOUND;
  }

  /** What of the roster's answer is read; more may stand in it. */
  private record Person(String id, String name, @Nullable String unit, @Nullable List<Post> posts) {
    record Post(String post, @Nullable String role, boolean onShift) {}

    PersonStanding standing() {
      List<PostHeld> held =
          posts == null
              ? List.of()
              : posts.stream()
                  .map(p -> new PostHeld(p.post(), "PRIMARY".equals(p.role()), p.onShift()))
                  .toList();
      return new PersonStanding(id, name, unit, held);
    }
  }
}
