package io.tocsin.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The committed schemas and golden files, read from the sources and not from the class path. */
final class ContractFiles {

  private static final Path RESOURCES = Path.of("src/main/resources/io/tocsin/contracts");

  private ContractFiles() {}

  static Path schema(String type) {
    return RESOURCES.resolve("schema").resolve(type + ".schema.json");
  }

  static Path golden(String type) {
    return RESOURCES.resolve("golden").resolve(type + ".json");
  }

  /** The types that have a file of this kind. */
  static Set<String> types(String folder, String ending) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
