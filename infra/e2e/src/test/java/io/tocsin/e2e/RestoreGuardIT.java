package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Scenarios 3, 4 and the part of 5 that is the restoration's. */
@ExtendWith(LogsOnFailure.class)
class RestoreGuardIT {

  private final Platform platform = Platform.up();

  @Test
  void nothing_is_enabled_without_its_tests_and_its_approval() {
    LifeScript life = LifeScript.of(platform.report("guard", "yunxi")).activated();
    life.act(LifeScript.LEADER, "suspend", "{\"instruction\": \"请停止操作并向窗口解释。\"}").expect(200);
    JsonNode suspension = notice(life, "SUSPENSION");
    life.incident().expectNoticeBySms("yunxi", "资产系统因", "暂停", "请停止操作并向窗口解释");
    life.repaired("更换磁盘");

    life.act(LifeScript.LEADER, "restore", "{}")
        .expectProblem(409, "technical test", "business test", "业务测试");
    life.passed();
    life.act(LifeScript.LEADER, "restore", "{}").expectProblem(409, "approval", "批准");
    life.restored();

    assertThat(life.now().path("serviceState").asString()).isEqualTo("NORMAL");
    JsonNode announced = notice(life, "RESTORATION");
    assertThat(announced.path("units")).isEqualTo(suspension.path("units"));
    assertThat(announced.path("refersTo")).isEqualTo(suspension.path("noticeId"));
    life.incident().expectNoticeBySms("yunxi", "资产系统已于", "恢复");
  }

  @Test
  void a_failed_test_sends_it_back_and_a_stale_pass_is_worth_nothing() {
    LifeScript life = LifeScript.of(platform.report("stale", "yunxi")).activated().repaired("重启");
    life.tested(LifeScript.TECHNICIAN, "TECHNICAL", true)
        .tested(LifeScript.BUSINESS, "BUSINESS", false)
        .expect("ACTIVE");

    life.repaired("更换磁盘").passed().repaired("再次更换磁盘");

    life.act(LifeScript.LEADER, "approve", "{\"reason\": \"同意\"}")
        .expectProblem(409, "business test", "通过的业务测试", "最近一次通过是");
    life.act(LifeScript.DUTY_LEAD, "recovery-test", "{\"kind\": \"TECHNICAL\", \"passed\": true}")
        .expectProblem(409, "tester who did not repair");
    life.passed().restored();
  }

  private static JsonNode notice(LifeScript life, String type) {
    return life.incident()
        .expectOnTimeline("incident.notice-issued", type)
        .path("detail")
        .path("notice");
  }
}
