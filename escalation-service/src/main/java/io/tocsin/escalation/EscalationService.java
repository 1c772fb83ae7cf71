package io.tocsin.escalation;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The escalation service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class EscalationService {

  public static void main(String[] arguments) {
    SpringApplication.run(EscalationService.class, arguments);
  }
}
