package io.tocsin.kit.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads an RSA public key. */
final class PublicKeyFile {

  private PublicKeyFile() {}

  static RSAPublicKey read(Path file) {
    try {
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
      return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (IOException
        | GeneralSecurityException
        | IllegalArgumentException
        | ClassCastException e) {
      throw new IllegalStateException(
          "Expected an RSA public key (PEM, BEGIN PUBLIC KEY) in "
              + file.toAbsolutePath()
              + " (tocsin.security.public-key, TOCSIN_JWT_PUBLIC_KEY), but: "
              + e,
          e);
    }
  }
}
