package io.tocsin.escalation.policies;

import io.tocsin.escalation.domain.Incident;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.kit.directory.Directory;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which policy an incident runs. */
@Component
public class Policies {

  private final Directory directory;
  private final PolicyProperties properties;

  Policies(Directory directory, PolicyProperties properties) {
    this.directory = directory;
    this.properties = properties;
  }

  /** The first that fits, by priority; a policy that pages the leaders where none does. */
  public Policy fitting(Incident incident) {
    List<Policy> policies =
        directory.current().policies().stream()
            .map(p -> PolicyReader.read(p, properties.singleLevel()))
            .toList();
    return Policy.choose(policies, incident, properties.singleLevel());
  }
}
