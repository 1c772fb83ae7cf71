package io.tocsin.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Writes the key pair that tokens are signed and verified with: {@code jwt-private.pem} (PKCS#8)
 * and {@code jwt-public.pem} (SPKI), RSA 2048, because verifying is what happens thousands of times
 * a second and RSA does that cheapest. Existing files stay.
 */
public final class Keys {

  private Keys() {}

  /**
   * Run by the script before the first start.
   *
   * @param arguments the folder to write to; it exists already, with its owner's rights only
   */
  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    Path folder = Path.of(arguments[0]);
    if (Files.exists(folder.resolve("jwt-public.pem"))) {
      return;
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    // The public half last: its presence says that both are whole.
    write(folder.resolve("jwt-private.pem"), "PRIVATE KEY", pair.getPrivate().getEncoded());
    write(folder.resolve("jwt-public.pem"), "PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private static void write(Path file, String kind, byte[] encoded) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    Files.writeString(
        file,
        "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n",
        StandardCharsets.US_ASCII);
  }
}
