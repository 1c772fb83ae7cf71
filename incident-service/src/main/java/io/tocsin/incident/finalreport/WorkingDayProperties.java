package io.tocsin.incident.finalreport;

import io.tocsin.incident.domain.casefile.WorkingDays;
import java.time.LocalDate;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Statutory holidays and the weekend days that make up for them. Without them the weekdays count.
 */
@ConfigurationProperties("tocsin.incident.working-days")
record WorkingDayProperties(
    @DefaultValue Set<LocalDate> holidays, @DefaultValue Set<LocalDate> makeUpDays) {

  WorkingDays calendar() {
    return new WorkingDays(holidays, makeUpDays);
  }
}
