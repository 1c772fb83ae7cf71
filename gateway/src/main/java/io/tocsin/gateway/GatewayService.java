package io.tocsin.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The one door from outside. Only this service calls others over HTTP. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayService {

  static void main(String[] args) {
    SpringApplication.run(GatewayService.class, args);
  }
}
