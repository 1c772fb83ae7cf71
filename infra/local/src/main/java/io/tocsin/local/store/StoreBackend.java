package io.tocsin.local.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Sorts commands into those that read, those that write documents and those that change what
 * collections there are.
 */
final class StoreBackend extends AbstractMongoBackend {

  private static final int SESSION_MINUTES = 30;

  private final Storage storage;
  private final DiskRoom room;
  private final Latest latest = new Latest();

  StoreBackend(Storage storage, DiskRoom room, Clock clock) {
    super(clock);
    this.storage = storage;
    this.room = room;
    // An index whose filling was cut short is filled now.
    storage.restructure(() -> databases(storage).stream().map(this::resolveDatabase).toList());
  }

  private static List<String> databases(Storage storage) {
    return storage.mapNames().stream()
        .filter(n -> n.startsWith(MapNames.DOCUMENTS))
        .map(MapNames::databaseOf)
        .distinct()
        .toList();
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new StoreDatabase(name, storage, latest, getCursorRegistry());
  }

  /** The answer to a command; for one that writes, completed when it is durable. */
  CompletableFuture<Document> answer(
      Channel channel, String database, String name, Document query) {
    String command = name.toLowerCase(Locale.ROOT);
    try {
      Refusals.check(command, query);
      return switch (command) {
        case "insert", "update", "findandmodify", "delete" -> {
          room.require();
          yield write(channel, database, name, query);
        }
        case "create", "createindexes", "drop", "dropindexes", "dropdatabase" -> {
          room.require();
          yield CompletableFuture.completedFuture(
              storage.restructure(() -> super.handleCommand(channel, database, name, query)));
        }
        case "hello", "ismaster" ->
            CompletableFuture.completedFuture(hello(channel, database, query));
        default ->
            CompletableFuture.completedFuture(
                storage.read(() -> super.handleCommand(channel, database, name, query)));
      };
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Document> write(
      Channel channel, String database, String command, Document query) {
    String collection = StoreDatabase.nameIn(query, command);
    if (collection.startsWith("system.")) {
      throw Refusals.badValue(
          "Expected a collection of the user's, but got '%s'".formatted(collection));
    }
    StoreDatabase target = (StoreDatabase) resolveDatabase(database);
    if (!target.has(collection)) {
      if (command.equalsIgnoreCase("delete")) {
        return CompletableFuture.completedFuture(BatchWrites.nothingDeleted());
      }
      storage.restructure(() -> target.create(collection));
    }
    return storage.write(
        target.collection(collection).writers(),
        () -> super.handleCommand(channel, database, command, query));
  }

  private Document hello(Channel channel, String database, Document query) {
    Document answer = super.handleCommand(channel, database, "ismaster", query);
    answer.put("isWritablePrimary", true);
    answer.put("helloOk", true);
    answer.put("logicalSessionTimeoutMinutes", SESSION_MINUTES);
    return answer;
  }

  /** The framework's way in, for callers that can wait. */
  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    return answer(channel, database, command, query).join();
  }

  /**
   * Removes documents whose time has come; a little at a time, so that writers are not kept
   * waiting.
   */
  void expire(Instant now) {
    for (String name : List.copyOf(listDatabaseNames())) {
      for (StoreCollection collection : ((StoreDatabase) resolveDatabase(name)).withExpiry()) {
        int removed;
        do {
          removed = storage.write(collection.writers(), () -> collection.expire(now)).join();
        } while (removed > 0);
      }
    }
  }

  @Override
  public void close() {
    super.close();
    storage.close();
  }
}
