package io.tocsin.testkit.bad.intake;

import io.tocsin.testkit.bad.rules.RuleManager;

public record Intake(RuleManager rules) {}
