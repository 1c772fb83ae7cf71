package io.tocsin.notification.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Reads alerts as a receiver that insists on CAP 1.2: on the rules written for these tests, on the
 * schema that OASIS publishes where {@code tocsin.cap.schema} names it ({@code infra/interop.sh}
 * does), and on what the standard demands beyond any schema.
 */
public final class CapAlerts {

  public static final Schema RULES =
      schema(Objects.requireNonNull(CapAlerts.class.getResource("/feeds/cap-rules.xsd")));

  public static final Optional<Schema> PUBLISHED =
      Optional.ofNullable(System.getProperty("tocsin.cap.schema"))
          .map(file -> schema(address(Path.of(file))));

  private CapAlerts() {}

  private static URL address(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Schema schema(URL file) {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(file);
    } catch (SAXException e) {
      throw new IllegalStateException("Expected a schema at " + file, e);
    }
  }

  /** The alert; a failure with its text where it is none. */
  public static Document read(byte[] xml) {
    Document alert = parse(xml);
    try {
      RULES.newValidator().validate(new DOMSource(alert));
      if (PUBLISHED.isPresent()) {
        PUBLISHED.get().newValidator().validate(new DOMSource(alert));
      }
    } catch (SAXException | IOException e) {
      throw new AssertionError("Expected a valid alert: " + text(xml), e);
    }
    boolean first = texts(alert, "msgType").contains("Alert");
    assertThat(texts(alert, "references")).as("%s", text(xml)).hasSize(first ? 0 : 1);
    boolean drill = texts(alert, "status").contains("Exercise");
    assertThat(texts(alert, "note")).as("which exercise: %s", text(xml)).hasSize(drill ? 1 : 0);
    assertThat(texts(alert, "language")).containsExactly("zh-CN", "en");
    return alert;
  }

  public static Document parse(byte[] xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("Expected well-formed XML: " + text(xml), e);
    }
  }

  private static String text(byte[] xml) {
    return new String(xml, StandardCharsets.UTF_8);
  }

  /** The texts of all elements of a name, in their order. */
  public static List<String> texts(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS("*", name);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }
}
