package io.tocsin.kit.directory;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells which revision this instance works by, so that an apply can wait until all do. */
@RestController
class DirectoryRevisionController {

  private final Directory directory;

  DirectoryRevisionController(Directory directory) {
    this.directory = directory;
  }

  @GetMapping("/internal/directory")
  Revision revision() {
    return new Revision(directory.current().revision());
  }

  record Revision(long revision) {}
}
