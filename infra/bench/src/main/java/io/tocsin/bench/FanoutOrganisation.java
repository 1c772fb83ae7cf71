package io.tocsin.bench;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The organisation of a bench with as many units more as a notice is to reach, each with a number
 * of its own.
 *
 * @param base the units, systems and people that pages need
 * @param recipients how many units have a liaison with a telephone
 */
record FanoutOrganisation(BenchOrganisation base, int recipients) {

  private static final String PREFIX = "+86137";
  private static final int FIRST = 10_000_000;
  private static final String BODY = "系统维护通知，请保存当前业务。";

  String document() {
    ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(base.document());
    ArrayNode units = (ArrayNode) document.path("units");
    for (int i = 0; i < recipients; i++) {
      ObjectNode unit = units.addObject().put("code", "f" + i).put("name", "f" + i);
      unit.put("parent", "centre");
      ObjectNode liaison = unit.putObject("liaison").put("name", "l");
      liaison.putArray("contacts").addObject().put("channel", "SMS").put("to", number(i));
    }
    return document.toString();
  }

  /** Digits only, as SMPP has them. */
  List<String> numbers() {
    return IntStream.range(0, recipients).mapToObj(i -> number(i).substring(1)).toList();
  }

  private static String number(int i) {
    return PREFIX + (FIRST + i);
  }

  /** What is sent, told from everything else by the name of the run and its own number. */
  String notice(int n) {
    ObjectNode notice = JsonMapper.shared().createObjectNode();
    notice.put("type", "GENERAL").put("title", title(n)).put("body", BODY);
    notice.put("audience", "ALL_UNITS").putArray("channels").add("SMS");
    return notice.toString();
  }

  /** No beginning of another one, whatever the message puts behind it. */
  String title(int n) {
    return "BENCH-" + base.run() + "-" + n + "#";
  }

  /** As long as what stands in the message of a notice, and told from those of all. */
  String text() {
    return "BARE-" + base.run() + "-0：" + BODY;
  }
}
