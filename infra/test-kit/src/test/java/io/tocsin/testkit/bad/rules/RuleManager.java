package io.tocsin.testkit.bad.rules;

import io.tocsin.testkit.bad.intake.Intake;
import org.jspecify.annotations.Nullable;

public record RuleManager(@Nullable Intake intake) {}
