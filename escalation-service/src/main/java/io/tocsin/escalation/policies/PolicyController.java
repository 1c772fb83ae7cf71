package io.tocsin.escalation.policies;

import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.Problems;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads of the policies; they are written with the organisation. */
@RestController
@RequestMapping("/api/v1/escalation-policies")
class PolicyController {

  private final Directory directory;

  PolicyController(Directory directory) {
    this.directory = directory;
  }

  /** In the order in which they are tried. */
  @GetMapping
  PageOf<EscalationPolicyV1> all() {
    return new PageOf<>(directory.current().policies(), null);
  }

  @GetMapping("/{id}")
  EscalationPolicyV1 one(@PathVariable String id) {
    return directory.current().policies().stream()
        .filter(p -> p.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            Problems.notFound(
                new LocalText(
                    "没有编号为 " + id + " 的升级策略",
                    "Expected the id of an escalation policy, but there is no " + id)));
  }
}
