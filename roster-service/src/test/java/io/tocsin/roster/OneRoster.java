package io.tocsin.roster;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One instance of the service for all test classes that ask for it: a start costs more than all
 * their tests. It goes when the last of them has run, before the platform under it does.
 */
final class OneRoster implements ParameterResolver {

  static final String DATABASE = "roster_it";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningRoster.class;
  }

  @Override
  public RunningRoster resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(OneRoster.class))
        .computeIfAbsent(DATABASE, RunningRoster::start, RunningRoster.class);
  }
}
