package io.tocsin.roster.organisation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the organisation document.
 *
 * @param maxSize a larger document is refused with 413; 10,000 people with two contact points each
 *     take about 2 MB
 */
@ConfigurationProperties("tocsin.organisation")
record OrganisationProperties(@DefaultValue("4MB") DataSize maxSize) {

  OrganisationProperties {
    if (maxSize.toBytes() < 1 || maxSize.toBytes() > 12 * 1024 * 1024) {
      throw new IllegalArgumentException(
          "Expected tocsin.organisation.max-size from 1 byte to 12 MB, but got " + maxSize);
    }
  }
}
