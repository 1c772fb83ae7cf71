package io.tocsin.notification.sms;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Further SMS centres by name, each with the settings that {@code tocsin.smpp} has. */
@ConfigurationProperties("tocsin.smpp-more")
record SmppCentres(@DefaultValue Map<String, SmppProperties> centres) {}
