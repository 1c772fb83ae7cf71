package io.tocsin.local.store;

import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tocsin.local.Ports;
import io.tocsin.local.StartRefusedException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * A document store for one machine and small data (some hundred thousand documents a collection)
 * that MongoDB's drivers talk to. A write that was answered survives the death of the process and
 * of the machine. It has no users and no passwords, and so listens on 127.0.0.1 only.
 */
public final class DocumentStore implements AutoCloseable {

  private static final long LEAST_FREE_BYTES = 128L << 20;

  /**
   * A command occupies its thread; more threads than cores, so that a slow read does not hold up
   * the others.
   */
  private static final int THREADS = 16;

  private final EventLoopGroup threads;
  private final Channel server;
  private final Housekeeping housekeeping;
  private final StoreBackend backend;

  private DocumentStore(
      EventLoopGroup threads, Channel server, Housekeeping housekeeping, StoreBackend backend) {
    this.threads = threads;
    this.server = server;
    this.housekeeping = housekeeping;
    this.backend = backend;
  }

  /**
   * @param dir created when missing; one process at a time
   * @param port 0 for one that the system chooses
   * @throws StartRefusedException when the port is taken or the directory cannot be used
   */
  public static DocumentStore start(Path dir, int port) {
    return start(dir, port, Housekeeping.Pace.USUAL);
  }

  static DocumentStore start(Path dir, int port, Housekeeping.Pace pace) {
    Storage storage = Storage.open(dir);
    DiskRoom room = new DiskRoom(dir, () -> dir.toFile().getUsableSpace(), LEAST_FREE_BYTES);
    StoreBackend backend = new StoreBackend(storage, room, Clock.systemUTC());
    EventLoopGroup threads =
        new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("store"), NioIoHandler.newFactory());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(pipeline(backend))
            .bind(Ports.loopback(port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
      backend.close();
      throw Ports.busy("document store", port, bound.cause());
    }
    Housekeeping housekeeping = Housekeeping.start(storage, backend, room, Clock.systemUTC(), pace);
    return new DocumentStore(threads, bound.channel(), housekeeping, backend);
  }

  private static ChannelInitializer<SocketChannel> pipeline(StoreBackend backend) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        channel
            .pipeline()
            .addLast(
                new MongoWireReplyEncoder(),
                new MessageWriter(),
                new MessageReader(),
                new RequestHandler(backend));
      }
    };
  }

  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** For a driver; names no database. */
  public String uri() {
    return "mongodb://127.0.0.1:" + port();
  }

  /** Answers no more, then brings everything to its file. */
  @Override
  public void close() {
    server.close().syncUninterruptibly();
    threads.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    housekeeping.close();
    backend.close();
  }
}
