package io.tocsin.gateway.routing;

import io.tocsin.gateway.domain.Destination;
import org.springframework.cloud.gateway.filter.GatewayFilter;

/** What a feature adds to the routes of some destinations. */
public interface AnswerFilter extends GatewayFilter {

  boolean appliesTo(Destination destination);
}
