package io.tocsin.notification.feeds;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes one document in one namespace; escapes what has to be and drops what XML cannot hold. */
final class Xml {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
  private final XMLStreamWriter writer;

  private Xml() throws XMLStreamException {
    this.writer = FACTORY.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
  }

  /** What is written inside an element. */
  interface Content {
    void write(Xml xml) throws XMLStreamException;
  }

  /**
   * A whole document.
   *
   * @return its octets in UTF-8
   */
  static byte[] document(String root, String namespace, @Nullable String language, Content inside) {
    try {
      Xml xml = new Xml();
      xml.writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writer.writeStartElement(root);
      xml.writer.writeDefaultNamespace(namespace);
      if (language != null) {
        xml.writer.writeAttribute("xml:lang", language);
      }
      inside.write(xml);
      xml.writer.writeEndDocument();
      xml.writer.close();
      return xml.out.toByteArray();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Expected to write " + root + ", but could not", e);
    }
  }

  Xml element(String name, Content inside) throws XMLStreamException {
    writer.writeStartElement(name);
    inside.write(this);
    writer.writeEndElement();
    return this;
  }

  /** An element with text; none where there is no text. */
  Xml text(String name, @Nullable String text) throws XMLStreamException {
    if (text != null && !text.isEmpty()) {
      writer.writeStartElement(name);
      writer.writeCharacters(clean(text));
      writer.writeEndElement();
    }
    return this;
  }

  /** An element without content; name and value of its attributes by turns. */
  Xml empty(String name, String... attributes) throws XMLStreamException {
    writer.writeEmptyElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      writer.writeAttribute(attributes[i], clean(attributes[i + 1]));
    }
    return this;
  }

  /** XML 1.0 has no way at all to write most control characters. */
  static String clean(String text) {
    if (text.codePoints().allMatch(Xml::allowed)) {
      return text;
    }
    return text.codePoints()
        .filter(Xml::allowed)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
