package io.tocsin.local.store;

/** What the maps of a database are called. */
record MapNames(String database) {

  static final String DOCUMENTS = "documents:";
  static final String INDEX = "index:";
  static final String MULTIKEY = "multikey";

  String documents(String collection) {
    return DOCUMENTS + database + "." + collection;
  }

  String index(String collection, String index) {
    return INDEX + database + "." + collection + "|" + index;
  }

  boolean owns(String map) {
    return map.startsWith(DOCUMENTS + database + ".") || map.startsWith(INDEX + database + ".");
  }

  /** The database that a map of documents belongs to. Database names hold no dot. */
  static String databaseOf(String documents) {
    return documents.substring(DOCUMENTS.length(), documents.indexOf('.', DOCUMENTS.length()));
  }
}
