package io.tocsin.notification.sending;

import java.util.List;

/** Providers of one kind, as many as are configured. */
@FunctionalInterface
public interface ProviderGroup {

  List<Provider> providers();
}
