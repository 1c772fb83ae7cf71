package io.tocsin.e2e;

import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a unit reports. The idempotency key stays the same however often it is sent. */
record FaultReport(
    String system, String unit, String degree, boolean centralComponent, String idempotencyKey) {

  static FaultReport of(String system, String unit) {
    return new FaultReport(system, unit, "FULL_STOP", false, UUID.randomUUID().toString());
  }

  FaultReport ofCentralComponent() {
    return new FaultReport(system, unit, degree, true, idempotencyKey);
  }

  String json() {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("system", system).put("unit", unit).put("symptom", "无法登录").put("degree", degree);
    if (centralComponent) {
      body.put("centralComponent", true);
    }
    return body.toString();
  }
}
