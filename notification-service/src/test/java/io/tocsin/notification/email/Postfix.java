package io.tocsin.notification.email;

import io.tocsin.local.Ports;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's Postfix with a set-up, a queue and mailboxes of its own, on a port of its own. */
final class Postfix {

  static final Path PROGRAM = Path.of("/usr/sbin/postfix");
  private static final String PASSWORD = "changeit";

  private final Path home;
  final int port = Ports.free(1)[0];

  private Postfix(Path home) {
    this.home = home;
  }

  static Postfix start() throws IOException, InterruptedException, GeneralSecurityException {
    // Its processes run as another user, who must be able to get here.
    Path home =
        Files.createTempDirectory(
            "postfix-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Postfix postfix = new Postfix(home);
    for (String folder : List.of("conf", "queue", "data", "mail")) {
      Files.createDirectory(home.resolve(folder));
    }
    run("chown", "postfix", home.resolve("data").toString());
    run("chown", "nobody", home.resolve("mail").toString());
    postfix.certificate();
    Files.writeString(home.resolve("conf/main.cf"), postfix.main());
    Files.writeString(home.resolve("conf/master.cf"), postfix.services());
    run(PROGRAM.toString(), "-c", home.resolve("conf").toString(), "start");
    return postfix;
  }

  Path authority() {
    return home.resolve("certificate.pem");
  }

  /** The mails that lie in a mailbox. */
  List<byte[]> mails(String mailbox) {
    Path folder = home.resolve("mail").resolve(mailbox).resolve("new");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<byte[]> mails = new ArrayList<>();
      for (Path file : files.toList()) {
        mails.add(Files.readAllBytes(file));
      }
      return mails;
    } catch (IOException e) {
      throw new IllegalStateException("Expected to read " + folder, e);
    }
  }

  private void certificate() throws IOException, InterruptedException, GeneralSecurityException {
    Path store = home.resolve("keys.p12");
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-alias",
        "server",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-validity",
        "2",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "san=ip:127.0.0.1");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(store.toFile())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    pem("certificate.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    pem("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
  }

  private void pem(String file, String kind, byte[] encoded) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    Files.writeString(
        home.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }

  private String main() {
    return """
    compatibility_level = 3.6
    queue_directory = {home}/queue
    data_directory = {home}/data
    mail_owner = postfix
    setgid_group = postdrop
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    myhostname = mail.example.test
    mydestination =
    local_recipient_maps =
    alias_maps =
    mynetworks = 127.0.0.0/8
    smtpd_relay_restrictions = permit_mynetworks, reject
    smtpd_reject_unlisted_recipient = no
    smtpd_tls_cert_file = {home}/certificate.pem
    smtpd_tls_key_file = {home}/key.pem
    smtpd_tls_security_level = encrypt
    virtual_mailbox_domains = example.test
    virtual_mailbox_maps = inline:{ {ops@example.test = ops/} {bounces@example.test = bounces/} }
    virtual_mailbox_base = {home}/mail
    virtual_minimum_uid = 1
    virtual_uid_maps = static:65534
    virtual_gid_maps = static:65534
    maillog_file = {home}/data/log
    maillog_file_prefixes = {home}
    """
        .replace("{home}", home.toString());
  }

  private String services() {
    return """
    127.0.0.1:{port} inet n - n - - smtpd
    postlog unix-dgram n - n - 1 postlogd
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    tlsmgr unix - - n 1000? 1 tlsmgr
    proxymap unix - - n - - proxymap
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    error unix - - n - - error
    retry unix - - n - - error
    virtual unix - n n - - virtual
    anvil unix - - n - 1 anvil
    """
        .replace("{port}", String.valueOf(port));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(
          "Expected " + String.join(" ", command) + " to succeed, but: " + said);
    }
  }

  void stop() throws IOException, InterruptedException {
    run(PROGRAM.toString(), "-c", home.resolve("conf").toString(), "stop");
    try (Stream<Path> all = Files.walk(home)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
