package io.tocsin.escalation.policies;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.LocalText;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.PolicyCheck;
import io.tocsin.escalation.domain.PolicyCheck.Setup;
import io.tocsin.escalation.domain.PolicyCheck.Warning;
import io.tocsin.escalation.domain.Reason;
import io.tocsin.escalation.domain.WorkingDays;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads of the policies, with what is wrong with them; they are written with the organisation. */
@RestController
@RequestMapping("/api/v1/escalation-policies")
class PolicyController {

  private static final Logger log = LoggerFactory.getLogger(PolicyController.class);

  private final Directory directory;
  private final Policies policies;
  private volatile @Nullable Checked checked;

  private record Checked(DirectorySnapshot snapshot, Mono<List<Warning>> holes) {}

  PolicyController(Directory directory, Policies policies) {
    this.directory = directory;
    this.policies = policies;
    directory.onChange(_ -> holes().subscribe(PolicyController::say));
  }

  private static void say(List<Warning> holes) {
    holes.forEach(w -> log.warn("Hole in the escalation policies: {}", w.message().en()));
  }

  /** In the order in which they are tried. {@code warnings}: the holes between the policies. */
  record All(List<PolicyView> items, @Nullable String next, List<WarningView> warnings) {}

  /**
   * One of them.
   *
   * @param name what people call it, null where it goes by its id
   * @param invalid why it cannot be run and the built-in one applies, null when it can
   */
  record PolicyView(
      String id,
      @Nullable String name,
      @Nullable String englishName,
      int priority,
      @Nullable PolicyCondition when,
      int repeat,
      List<PolicyLevel> levels,
      @Nullable String invalid,
      List<WarningView> warnings) {}

  /** {@code level} counts from 1, null where no level is meant. */
  record WarningView(String kind, @Nullable Integer level, String message) {}

  @GetMapping
  Mono<All> all(ServerHttpRequest request) {
    Locale locale = Languages.of(request);
    return holes()
        .map(holes ->
            new All(
                policies.entries().stream().map(e -> view(e, holes, locale)).toList(),
                null,
                views(holes, null, locale)));
  }

  @GetMapping("/{id}")
  Mono<PolicyView> one(@PathVariable String id, ServerHttpRequest request) {
    return policies.entries().stream()
        .filter(e -> e.source().id().equals(id))
        .findFirst()
        .map(e -> holes().map(holes -> view(e, holes, Languages.of(request))))
        .orElseThrow(() ->
            Problems.notFound(
                new LocalText(
                    "没有编号为 " + id + " 的升级策略",
                    "Expected the id of an escalation policy, but there is no " + id)));
  }

  private static PolicyView view(Policies.Entry entry, List<Warning> holes, Locale locale) {
    EscalationPolicyV1 policy = entry.source();
    return new PolicyView(
        policy.id(),
        policy.name(),
        policy.englishName(),
        policy.priority(),
        policy.when(),
        policy.repeat(),
        policy.levels(),
        entry.invalid(),
        views(holes, policy.id(), locale));
  }

  private static List<WarningView> views(
      List<Warning> holes, @Nullable String policy, Locale locale) {
    return holes.stream()
        .filter(w -> Objects.equals(w.policyId(), policy))
        .map(w ->
            new WarningView(
                w.kind().name(), w.level() == 0 ? null : w.level(), text(w.message(), locale)))
        .toList();
  }

  private static String text(Reason reason, Locale locale) {
    return new LocalText(reason.zh(), reason.en()).in(locale);
  }

  /**
   * Looked for once for each revision of the directory, when somebody first asks, and not on the
   * threads that page. A snapshot is the same or another, never an equal one.
   */
  @SuppressWarnings("ReferenceEquality")
  private Mono<List<Warning>> holes() {
    DirectorySnapshot current = directory.current();
    Checked known = checked;
    if (known == null || known.snapshot() != current) {
      known =
          new Checked(
              current,
              Mono.fromSupplier(() -> holes(current))
                  .subscribeOn(Schedulers.boundedElastic())
                  .cache());
      checked = known;
    }
    return known.holes();
  }

  private List<Warning> holes(DirectorySnapshot current) {
    List<Policy> runnable = new ArrayList<>();
    for (Policies.Entry entry : policies.entries()) {
      if (entry.policy() != null) {
        runnable.add(entry.policy());
      }
    }
    return PolicyCheck.warnings(runnable, setup(current, policies.workingDays()));
  }

  private static Setup setup(DirectorySnapshot directory, WorkingDays days) {
    Map<String, Set<String>> people = new HashMap<>();
    directory.people().values().forEach(p -> people.put(p.id(), channels(p.contacts())));
    Map<String, Set<String>> liaisons = new HashMap<>();
    directory
        .units()
        .values()
        .forEach(u -> {
          if (u.liaison() != null) {
            liaisons.put(u.code(), channels(u.liaison().contacts()));
          }
        });
    Set<String> owners =
        directory.systems().values().stream()
            .map(ManagedSystemV1::owner)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return new Setup(directory.posts().keySet(), people, liaisons, owners, days);
  }

  private static Set<String> channels(List<ContactPoint> contacts) {
    return contacts.stream()
        .map(ContactPoint::channel)
        .map(Channel::name)
        .collect(Collectors.toSet());
  }
}
