package io.tocsin.kit.security;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.Problems;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Who calls.
 *
 * @param id a person's id, or the name of an account such as {@code admin}
 * @param units the units that the caller may act for; empty for all
 */
public record Caller(String id, String name, Set<Role> roles, Set<String> units) {

  /** The caller of the request being served. */
  public static Mono<Caller> current() {
    return CallerFromToken.current();
  }

  /** Refuses with 403 unless the caller has one of the roles; ADMIN has all of them. */
  public Caller require(Role... anyOf) {
    if (roles.contains(Role.ADMIN) || !Collections.disjoint(roles, Set.of(anyOf))) {
      return this;
    }
    throw Problems.forbidden(
        new LocalText(
            "需要以下角色之一：" + Arrays.toString(anyOf) + "，但您的角色是 " + roles,
            "Expected one of the roles " + Arrays.toString(anyOf) + ", but you have " + roles));
  }
}
