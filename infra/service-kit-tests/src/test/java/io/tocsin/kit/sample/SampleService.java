package io.tocsin.kit.sample;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.time.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** One aggregate, one topic, a few paths. */
@SpringBootApplication
public class SampleService {

  /** Started with the given properties over those of its file. */
  public static ConfigurableApplicationContext start(Map<String, String> properties) {
    String[] arguments =
        properties.entrySet().stream()
            .map(e -> "--" + e.getKey() + "=" + e.getValue())
            .toArray(String[]::new);
    System.setProperty("spring.config.name", "sample-service");
    return SpringApplication.run(SampleService.class, arguments);
  }

  @Bean
  AggregateStore<Tally> tallies(AggregateStores stores) {
    return stores.open(
        "tallies", JacksonStateCodec.of(Tally.class, t -> Map.of()), 2000, List.of());
  }

  @Bean
  Consumer<Message<List<byte[]>>> reports(KeyedListeners listeners, AggregateStore<Tally> tallies) {
    return listeners.listen(Topics.REPORTS, new TallyHandler(tallies));
  }

  /** What a request may say. */
  record Request(
      String system, Degree degree, @Nullable Instant at, List<Part> parts, int weight) {}

  record Part(String code, Degree degree) {}

  /** Paths that show how the kit refuses. */
  @RestController
  static class Paths {

    private final AggregateStore<Tally> tallies;
    private final Ids ids;

    Paths(AggregateStore<Tally> tallies, Ids ids) {
      this.tallies = tallies;
      this.ids = ids;
    }

    @GetMapping("/tallies/{system}")
    Mono<Tally> tally(@PathVariable String system) {
      return tallies.load(system).map(l -> l.state() == null ? Tally.of(system) : l.state());
    }

    @PostMapping("/tallies/{system}")
    Mono<Tally> add(@PathVariable String system) {
      return tallies
          .update(system, l -> TallyHandler.plus(l, system, ids.next(), "api"))
          .map(l -> Objects.requireNonNull(l.state()));
    }

    @PostMapping("/echo")
    Mono<Request> echo(@RequestBody Request request) {
      return Mono.just(request);
    }

    @GetMapping("/me")
    Mono<Caller> me() {
      return Caller.current();
    }

    @GetMapping("/leaders-only")
    Mono<Caller> leadersOnly() {
      return Caller.current().map(c -> c.require(Role.LEADER));
    }

    @GetMapping("/limited")
    int limited(@RequestParam int limit) {
      return limit;
    }

    @GetMapping("/public/notice")
    String notice() {
      return "open";
    }

    @GetMapping("/broken")
    Mono<String> broken() {
      return Mono.error(new IllegalStateException("secret of the house"));
    }
  }
}
