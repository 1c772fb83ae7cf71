package io.tocsin.gateway.reports;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How reports travel to the intake.
 *
 * @param underWay calls at once; with all of them out, what comes gathers for the next
 * @param entries reports in one call
 * @param size of one call; below what the intake reads at once
 * @param largest body that travels with others; a larger one goes alone
 * @param waiting reports that may wait for a call; more are refused
 */
@ConfigurationProperties("tocsin.report-convoys")
record ConvoyProperties(
    @DefaultValue("3") int underWay,
    @DefaultValue("128") int entries,
    @DefaultValue("160KB") DataSize size,
    @DefaultValue("16KB") DataSize largest,
    @DefaultValue("5000") int waiting) {

  ConvoyProperties {
    if (underWay < 1 || entries < 1 || waiting < 1) {
      throw new IllegalArgumentException(
          "Expected tocsin.report-convoys with under-way, entries and waiting of one at least, but"
              + " got %d, %d and %d".formatted(underWay, entries, waiting));
    }
  }
}
