package io.tocsin.gateway.organisation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the gateway waits for the services to take over a new organisation.
 *
 * @param limit it answers after this time all the same
 * @param interval between two questions to a service that has not followed yet
 */
@ConfigurationProperties("tocsin.organisation.follow")
record FollowProperties(Duration limit, Duration interval) {}
