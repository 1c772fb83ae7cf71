package io.tocsin.roster;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Keeps the organisation and says who is on call. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RosterService {

  public static void main(String[] args) {
    SpringApplication.run(RosterService.class, args);
  }
}
