package io.tocsin.notification.webhook;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks a name up once, and what it found is what is connected to: a name that answers differently
 * a moment later (DNS rebinding) gains nothing.
 */
final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {

  private final Addresses addresses;

  GuardedResolver(Addresses addresses) {
    this.addresses = addresses;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new InetSocketAddressResolver(executor, new Names(executor));
  }

  /** The address that may be reached, out of those that a name stands for. */
  InetAddress pinned(String host) throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (addresses.mayReach(address)) {
        return address;
      }
    }
    throw new UnknownHostException(
        "Expected " + host + " to lead outwards, but it leads to an address that is not allowed");
  }

  private final class Names extends InetNameResolver {

    Names(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
      try {
        promise.setSuccess(pinned(host));
      } catch (UnknownHostException e) {
        promise.setFailure(e);
      }
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
      try {
        promise.setSuccess(List.of(pinned(host)));
      } catch (UnknownHostException e) {
        promise.setFailure(e);
      }
    }
  }
}
