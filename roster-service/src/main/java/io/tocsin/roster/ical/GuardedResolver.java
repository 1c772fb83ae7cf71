package io.tocsin.roster.ical;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Resolves names to servers that may be asked, and to nothing else. The connection goes to what was
 * judged here: a name that is looked up twice could mean another server the second time.
 */
final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {

  private final PublicAddresses addresses;

  GuardedResolver(PublicAddresses addresses) {
    this.addresses = addresses;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetSocketAddressResolver(executor, new Names(executor));
  }

  private final class Names extends DefaultNameResolver {

    Names(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String name, Promise<InetAddress> promise) {
      try {
        promise.setSuccess(allowed(name).getFirst());
      } catch (UnknownHostException e) {
        promise.setFailure(e);
      }
    }

    @Override
    protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
      try {
        promise.setSuccess(allowed(name));
      } catch (UnknownHostException e) {
        promise.setFailure(e);
      }
    }

    private List<InetAddress> allowed(String name) throws UnknownHostException {
      List<InetAddress> all =
          List.of(InetAddress.getAllByName(name)).stream().filter(addresses::mayBeAsked).toList();
      if (all.isEmpty()) {
        throw new UnknownHostException(
            String.format(
                Locale.ROOT, "Expected %s in the internet or in tocsin.calendars.allow", name));
      }
      return all;
    }
  }
}
