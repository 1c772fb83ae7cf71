package io.tocsin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.gateway.edge.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFilesTest {

  @TempDir private Path folder;

  @Test
  void aMissingOrBrokenKeyStopsTheStartAndNamesTheFile() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.pem"), "no key");

    assertThatThrownBy(() -> SigningKey.read(folder.resolve("none.pem")))
        .hasMessageContaining("none.pem");
    assertThatThrownBy(() -> SigningKey.read(broken))
        .hasMessageContaining("Expected an RSA private key")
        .hasMessageContaining("broken.pem");
    assertThatThrownBy(() -> SigningKey.read(Keys.in(folder).publicKey()))
        .hasMessageContaining("public-key.pem");
  }

  @Test
  void anEmptyOrMissingSecretStopsTheStartAndNamesTheFile() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");

    assertThatThrownBy(() -> AdminSecret.read(empty)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> AdminSecret.read(folder.resolve("none"))).hasMessageContaining("none");
  }

  @Test
  void whiteSpaceAroundTheSecretDoesNotCount() throws IOException {
    AdminSecret secret = AdminSecret.read(Files.writeString(folder.resolve("admin"), " abc\n"));

    assertThat(secret.matches("abc")).isTrue();
    assertThat(secret.matches("abd")).isFalse();
    assertThat(secret.matches("")).isFalse();
  }

  @Test
  void aKeyDoesNotPrintItself() {
    assertThat(SigningKey.read(Keys.in(folder).privateKey())).hasToString("SigningKey[RSA 2048]");
  }
}
