package org.arenagrad.viz;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// A picture as the JDK's XML parser reads it.
final class Xml {
    private final Document document;

    private Xml(Document document) {
        this.document = document;
    }

    static Xml parse(String text) {
        try {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(null);
            return new Xml(builder.parse(new InputSource(new StringReader(text))));
        } catch (ParserConfigurationException | SAXException | IOException wrong) {
            throw new AssertionError("no XML: " + wrong.getMessage(), wrong);
        }
    }

    /// The elements of a class, in the order of the document.
    List<Element> ofClass(String name) {
        List<Element> found = new ArrayList<>();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (List.of(element.getAttribute("class").split(" ")).contains(name)) {
                found.add(element);
            }
        }
        return found;
    }

    /// The text in the first element of a kind.
    String text(String tag) {
        return inside(root(), tag).getTextContent();
    }

    Element root() {
        return document.getDocumentElement();
    }

    /// The first element of a kind inside another.
    static Element inside(Element outer, String tag) {
        return (Element) outer.getElementsByTagName(tag).item(0);
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
