package io.tocsin.gateway.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The key pair that tokens are signed and verified with; the file holds the private half, which
 * knows both.
 */
record SigningKey(RSAPrivateCrtKey privateKey, RSAPublicKey publicKey) {

  /** Reads a PEM file, PKCS#8; fails the start with the file's name when there is none. */
  static SigningKey read(Path file) {
    try {
      String pem = Files.readString(file);
      String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKey key =
          (RSAPrivateCrtKey)
              rsa.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
      return new SigningKey(
          key,
          (RSAPublicKey)
              rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
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
    return "SigningKey[RSA " + publicKey.getModulus().bitLength() + "]";
  }
}
