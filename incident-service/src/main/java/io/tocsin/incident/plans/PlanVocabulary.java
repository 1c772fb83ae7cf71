package io.tocsin.incident.plans;

import io.tocsin.incident.domain.Cause;
import io.tocsin.kit.directory.Directory;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The posts and causes that a plan may name. */
@Component
final class PlanVocabulary {

  /** Those of the domain; an organisation may have more. */
  private static final Set<String> POSTS =
      Set.of("PW", "HO", "ST", "DB", "AP", "NW", "SE", "BZ", "CM", "UL", "LD");

  private final Directory directory;

  PlanVocabulary(Directory directory) {
    this.directory = directory;
  }

  Set<String> posts() {
    Set<String> posts = new TreeSet<>(POSTS);
    posts.addAll(directory.current().posts().keySet());
    return posts;
  }

  Set<String> causes() {
    return Arrays.stream(Cause.values())
        .map(Cause::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
