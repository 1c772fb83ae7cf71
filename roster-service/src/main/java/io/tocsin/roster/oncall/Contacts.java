package io.tocsin.roster.oncall;

import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import java.util.Collections;
import java.util.Set;

/**
 * Phone numbers and addresses are for those who work on incidents, not for everybody who reports
 * one.
 */
public final class Contacts {

  private static final Set<Role> SEE_THEM =
      Set.of(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER, Role.ADMIN, Role.AUDITOR);

  private Contacts() {}

  public static boolean visibleTo(Caller caller) {
    return !Collections.disjoint(caller.roles(), SEE_THEM);
  }
}
