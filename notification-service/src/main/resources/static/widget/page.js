// The page around the widget: language, appearance and unit live in the address, so that a link shows what its sender saw.
(() => {
  "use strict";

  const TEXTS = {
    zh: {
      skip: "跳到公告", title: "发生了什么，一眼看清", lead: "故障、暂停、进展与恢复公告，发布后立即出现在这里，无需刷新。",
      unit: "选择单位", all: "全部单位", grades: "级别", s1: "Ⅰ 特别重大", s2: "Ⅱ 重大", s3: "Ⅲ 较大", s4: "Ⅳ 一般", ok: "已恢复", drill: "演练",
      embed: "放到您的内网页面", how: "复制两行代码即可，无需其他组件。", copy: "复制代码", copied: "已复制",
      foot: "断线时会自动重连并补齐遗漏的公告。", other: "English", dark: "深色", light: "浅色", page: "警钟 · 实时公告",
    },
    en: {
      skip: "Skip to the notices", title: "What is going on, at a glance",
      lead: "Faults, suspensions, progress and restorations appear here the moment they are issued. No reloading.",
      unit: "Your unit", all: "All units", grades: "Severity", s1: "SEV 1 · critical", s2: "SEV 2 · major", s3: "SEV 3 · moderate",
      s4: "SEV 4 · minor", ok: "Restored", drill: "Drill", embed: "Put it on your own page", how: "Two lines, nothing else to install.",
      copy: "Copy", copied: "Copied", foot: "After a lost connection it reconnects by itself and catches up on what it missed.",
      other: "中文", dark: "Dark", light: "Light", page: "Tocsin · live notices",
    },
  };

  const asked = new URLSearchParams(location.search);
  const state = {
    lang: (asked.get("lang") || navigator.language || "zh").startsWith("zh") ? "zh" : "en",
    theme: asked.get("theme"),
    unit: asked.get("unit") || "",
  };
  const byId = (id) => document.getElementById(id);
  const widget = byId("widget");
  let units = [];

  const dark = () => (state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

  function snippet() {
    const script = new URL("tocsin-notices.js", location.href).href;
    const unit = state.unit ? ` unit="${state.unit}"` : "";
    return `<script src="${script}" defer></script>\n<tocsin-notices${unit} lang="${state.lang}"></tocsin-notices>`;
  }

  function show() {
    const texts = TEXTS[state.lang];
    document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = dark() ? "dark" : "light";
    document.title = texts.page;
    for (const node of document.querySelectorAll("[data-text]")) node.textContent = texts[node.dataset.text];
    byId("language").textContent = texts.other;
    byId("theme").textContent = dark() ? texts.light : texts.dark;
    byId("theme").setAttribute("aria-pressed", String(dark()));
    byId("snippet").textContent = snippet();
    for (const option of byId("unit").options) {
      const unit = units.find((u) => u.code === option.value);
      if (unit) option.textContent = state.lang === "zh" ? unit.name : unit.englishName;
    }
    byId("unit").value = state.unit;
    widget.setAttribute("theme", dark() ? "dark" : "light");
    if (widget.getAttribute("lang") !== state.lang) widget.setAttribute("lang", state.lang);
    if ((widget.getAttribute("unit") || "") !== state.unit) widget.setAttribute("unit", state.unit);
    const query = new URLSearchParams({ lang: state.lang });
    if (state.unit) query.set("unit", state.unit);
    if (state.theme) query.set("theme", state.theme);
    history.replaceState(null, "", "?" + query);
  }

  async function board() {
    try {
      const answer = await fetch("board");
      if (!answer.ok) throw new Error(String(answer.status));
      const { organisation, units: all } = await answer.json();
      units = all;
      byId("organisation").textContent = organisation || "";
      byId("unit").append(...all.map((u) => new Option(u.name, u.code)));
      if (!all.some((u) => u.code === state.unit)) state.unit = "";
      show();
    } catch {
      setTimeout(board, 3000 + Math.random() * 2000);
    }
  }

  byId("language").addEventListener("click", () => { state.lang = state.lang === "zh" ? "en" : "zh"; show(); });
  byId("theme").addEventListener("click", () => { state.theme = dark() ? "light" : "dark"; show(); });
  byId("unit").addEventListener("change", (event) => { state.unit = event.target.value; show(); });
  byId("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(snippet());
      byId("copied").textContent = TEXTS[state.lang].copied;
      setTimeout(() => { byId("copied").textContent = ""; }, 2500);
    } catch {
      getSelection().selectAllChildren(byId("snippet"));
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
  board();
})();
