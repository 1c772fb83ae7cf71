package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Text;

/**
 * Why a plan may not be saved.
 *
 * @param path of the field, such as {@code steps[3].after[0]}
 */
public record PlanFault(String path, Text expected) {}
