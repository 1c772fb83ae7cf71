package io.tocsin.gateway.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** What tokens are signed with. The services, and the gateway too, verify with the public half. */
record SigningKey(RSAPrivateKey privateKey) {

  /** Reads a PEM file, PKCS#8; fails the start with the file's name when there is none. */
  static SigningKey read(Path file) {
    try {
      String pem = Files.readString(file);
      String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
      return new SigningKey(
          (RSAPrivateKey)
              KeyFactory.getInstance("RSA")
                  .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64))));
    } catch (IOException
        | GeneralSecurityException
        | IllegalArgumentException
        | ClassCastException e) {
      throw new IllegalStateException(
          "Expected an RSA private key (PEM, PKCS#8) in "
              + file.toAbsolutePath()
              + ", but it cannot be read: "
              + e,
          e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[RSA " + privateKey.getModulus().bitLength() + "]";
  }
}
