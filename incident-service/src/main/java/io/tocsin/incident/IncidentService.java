package io.tocsin.incident;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service's own process. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class IncidentService {

  /** Starts it; what it needs comes from the environment, see {@code application.yaml}. */
  public static void main(String[] args) {
    SpringApplication.run(IncidentService.class, args);
  }
}
