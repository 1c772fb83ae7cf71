package io.tocsin.testkit.good.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

public record Grading(int level, @Nullable Instant at) {}
