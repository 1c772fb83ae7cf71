/*
 * <tocsin-notices src="https://…/widget/notices" unit="yunxi" lang="zh"></tocsin-notices>
 *
 * The live notices of one unit, or of all. No dependency; styles and markup stay inside its shadow root; runs under a strict
 * Content-Security-Policy (it needs script-src and connect-src for the platform's origin, no inline style, no eval).
 *
 * src    where the board is; by default beside this script
 * unit   a unit's code; all units without it
 * lang   zh or en; by default the language of the page
 * theme  light or dark; by default what the reader's system prefers
 * limit  how many notices are shown at most; 20 by default
 *
 * It keeps its own connection: EventSource gives up for good when a server says 503, and says nothing when a line is dead but
 * open. Fires "tocsin-notice" (detail: the notice) for each that arrives after the first picture.
 */
(() => {
  "use strict";

  const HERE = document.currentScript ? document.currentScript.src : location.origin + "/widget/tocsin-notices.js";
  const SILENCE = 45000; // three heartbeats missed: the line is dead whatever the socket says
  const FIRST_WAIT = 1000;
  const LONGEST_WAIT = 30000;
  const GRACE = 4000; // a short break is mended before anybody is told of it

  const WORDS = {
    zh: {
      heading: "系统公告", live: "实时", connecting: "连接中", empty: "目前没有公告", calm: "各系统暂无需要告知的情况。",
      stale: (t) => `连接已中断，以下为 ${t} 的内容，正在重新连接……`, never: "暂时无法连接公告服务，正在重试……",
      types: { FAULT: "故障通报", SUSPENSION: "暂停通知", PROGRESS: "进展通报", RESTORATION: "恢复公告", GENERAL: "通知" },
      grades: { SEV1: "Ⅰ 特别重大", SEV2: "Ⅱ 重大", SEV3: "Ⅲ 较大", SEV4: "Ⅳ 一般" },
      drill: "演练", until: (t) => `有效至 ${t}`, fresh: "新公告：", gone: "公告已撤回：", refers: "后续公告",
    },
    en: {
      heading: "Service notices", live: "Live", connecting: "Connecting", empty: "No notices",
      calm: "There is nothing that users of the systems need to know.",
      stale: (t) => `The connection broke. This is how it stood at ${t}; reconnecting …`,
      never: "The notice service cannot be reached; trying again …",
      types: { FAULT: "Fault", SUSPENSION: "Suspension", PROGRESS: "Progress", RESTORATION: "Restoration", GENERAL: "Notice" },
      grades: { SEV1: "SEV 1 · critical", SEV2: "SEV 2 · major", SEV3: "SEV 3 · moderate", SEV4: "SEV 4 · minor" },
      drill: "Drill", until: (t) => `until ${t}`, fresh: "New notice: ", gone: "Withdrawn: ", refers: "follow-up",
    },
  };

  const LIGHT = `--page:#fff;--card:#fff;--ink:#17202c;--soft:#586475;--line:#dfe4ea;--hover:#f6f8fa;--ok:#1b7f4b;--okbg:#e7f5ec;
    --warn:#7a4b00;--warnbg:#fff3d6;--s1:#b3131b;--s1bg:#fdecec;--s2:#b8480a;--s2bg:#fdf0e6;--s3:#7c5c00;--s3bg:#fdf6d8;
    --s3edge:#e0b400;--s4:#1559a6;--s4bg:#e9f1fb;--drill:#5f3dc4;--drillbg:#f1ecfd;--neutral:#475262;--neutralbg:#eef1f4`;
  const DARK = `--page:#12161c;--card:#171c24;--ink:#e8edf3;--soft:#9aa7b6;--line:#2a323d;--hover:#1c232c;--ok:#5fd394;--okbg:#12301f;
    --warn:#ffd27a;--warnbg:#3a2a08;--s1:#ff8f8f;--s1bg:#3d1518;--s2:#ffab75;--s2bg:#3b2110;--s3:#f4d35e;--s3bg:#352c0a;
    --s3edge:#e0b400;--s4:#8ab8f5;--s4bg:#13263f;--drill:#b9a3ff;--drillbg:#271d4a;--neutral:#b4c0cd;--neutralbg:#232b35`;

  const CSS = `
    :host{${LIGHT};display:block;color:var(--ink);background:var(--page);border:1px solid var(--line);border-radius:12px;overflow:hidden;
      font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;container-type:inline-size}
    @media (prefers-color-scheme:dark){:host(:not([theme=light])){${DARK}}}
    :host([theme=dark]){${DARK}}
    :host([hidden]){display:none}
    *{box-sizing:border-box}
    header{display:flex;align-items:center;gap:10px;padding:14px 18px;border-bottom:1px solid var(--line)}
    h2{margin:0;font-size:17px;font-weight:650;flex:1}
    .status{display:inline-flex;align-items:center;gap:7px;font-size:13px;color:var(--soft);white-space:nowrap}
    .dot{width:9px;height:9px;border-radius:50%;background:var(--soft)}
    .status.on{color:var(--ok)} .status.on .dot{background:var(--ok);animation:pulse 2.4s ease-out infinite}
    @keyframes pulse{0%{box-shadow:0 0 0 0 color-mix(in srgb,var(--ok) 55%,transparent)}70%,100%{box-shadow:0 0 0 7px transparent}}
    .banner{display:none;padding:10px 18px;background:var(--warnbg);color:var(--warn);font-size:14px;border-bottom:1px solid var(--line)}
    .banner.on{display:block}
    ol{list-style:none;margin:0;padding:0}
    li{position:relative;padding:15px 18px 15px 24px;border-bottom:1px solid var(--line);background:var(--card)}
    li:last-child{border-bottom:0}
    li::before{content:"";position:absolute;left:0;top:0;bottom:0;width:5px;background:var(--neutral)}
    li.SEV1::before{background:var(--s1)} li.SEV2::before{background:var(--s2)} li.SEV3::before{background:var(--s3edge)}
    li.SEV4::before{background:var(--s4)} li.RESTORATION::before{background:var(--ok)} li.drill::before{background:var(--drill)}
    li.fresh{animation:arrive 1.6s ease-out}
    @keyframes arrive{from{background:var(--s4bg)}to{background:var(--card)}}
    .tags{display:flex;flex-wrap:wrap;align-items:center;gap:6px 8px;margin-bottom:6px}
    .tag{display:inline-block;padding:1px 9px;border-radius:99px;font-size:12.5px;font-weight:600;line-height:1.7;
      background:var(--neutralbg);color:var(--neutral)}
    .tag.SEV1{background:var(--s1bg);color:var(--s1)} .tag.SEV2{background:var(--s2bg);color:var(--s2)}
    .tag.SEV3{background:var(--s3bg);color:var(--s3)} .tag.SEV4{background:var(--s4bg);color:var(--s4)}
    .tag.RESTORATION{background:var(--okbg);color:var(--ok)} .tag.drill{background:var(--drillbg);color:var(--drill)}
    time{margin-left:auto;color:var(--soft);font-size:13px;white-space:nowrap}
    h3{margin:0;font-size:16px;font-weight:650;line-height:1.45;overflow-wrap:anywhere}
    p{margin:5px 0 0;white-space:pre-line;overflow-wrap:anywhere}
    .meta{color:var(--soft);font-size:13px;display:flex;flex-wrap:wrap;gap:2px 14px}
    .empty{padding:38px 18px 42px;text-align:center;color:var(--soft)}
    .empty svg{width:44px;height:44px;color:var(--ok);display:block;margin:0 auto 10px}
    .empty strong{display:block;color:var(--ink);font-size:16px;font-weight:650}
    .waiting{padding:18px} .bone{height:13px;border-radius:7px;background:var(--neutralbg);margin:10px 0} .bone.short{width:45%}
    .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    @container (max-width:420px){header,li,.banner{padding-left:16px;padding-right:14px} li{padding-left:20px}}
    @media (prefers-reduced-motion:reduce){*,*::before{animation:none!important}}
    @media (forced-colors:active){li::before{background:CanvasText}.tag{border:1px solid CanvasText}}
    @media print{.status,.banner{display:none}}`;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  class TocsinNotices extends HTMLElement {
    static observedAttributes = ["src", "unit", "lang", "theme", "limit"];

    #notices = new Map();
    #source = null;
    #lastId = null;
    #pictured = false;
    #liveAt = null;
    #brokenSince = Date.now();
    #failures = 0;
    #timers = {};
    #parts;

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(CSS);
        root.adoptedStyleSheets = [sheet];
      } else {
        root.append(element("style", "", CSS));
      }
      const header = element("header");
      const heading = element("h2");
      const status = element("span", "status");
      const state = element("span");
      status.append(element("span", "dot"), state);
      header.append(heading, status);
      const banner = element("div", "banner");
      banner.setAttribute("role", "status");
      const body = element("div");
      const said = element("div", "sr");
      said.setAttribute("aria-live", "polite");
      root.append(header, banner, body, said);
      this.#parts = { heading, status, state, banner, body, said };
    }

    connectedCallback() {
      this.setAttribute("role", "region");
      this.#begin();
      this.#timers.clock = setInterval(() => this.#render(), 30000);
      this.online = () => this.#reconnect(0);
      addEventListener("online", this.online);
    }

    disconnectedCallback() {
      this.#hangUp();
      clearInterval(this.#timers.clock);
      removeEventListener("online", this.online);
    }

    attributeChangedCallback(name, before, after) {
      if (!this.isConnected || before === after) return;
      if (name === "theme" || name === "limit") this.#render();
      else this.#begin();
    }

    get #language() {
      const tag = this.getAttribute("lang") || this.closest("[lang]")?.lang || document.documentElement.lang || navigator.language || "en";
      return tag.toLowerCase().startsWith("zh") ? "zh" : "en";
    }

    get #words() {
      return WORDS[this.#language];
    }

    /** Another board, unit or language is another picture. */
    #begin() {
      this.#hangUp();
      this.#notices.clear();
      this.#lastId = null;
      this.#pictured = false;
      this.#liveAt = null;
      this.#brokenSince = Date.now();
      this.#failures = 0;
      this.#connect();
      this.#render();
    }

    #address() {
      const base = new URL(this.getAttribute("src") || new URL("notices", HERE), document.baseURI);
      if (!base.pathname.endsWith("/stream")) base.pathname = base.pathname.replace(/\/$/, "") + "/stream";
      base.searchParams.set("lang", this.#language);
      const unit = this.getAttribute("unit");
      if (unit) base.searchParams.set("unit", unit);
      if (this.#lastId) base.searchParams.set("lastEventId", this.#lastId);
      return base;
    }

    #connect() {
      clearTimeout(this.#timers.again);
      this.#source = new EventSource(this.#address());
      this.#source.addEventListener("notice", (event) => this.#take(event));
      this.#source.addEventListener("heartbeat", (event) => this.#beat(event));
      this.#source.onerror = () => this.#broke();
      this.#watch();
    }

    #hangUp() {
      clearTimeout(this.#timers.again);
      clearTimeout(this.#timers.silence);
      clearTimeout(this.#timers.banner);
      if (this.#source) this.#source.close();
      this.#source = null;
    }

    #watch() {
      clearTimeout(this.#timers.silence);
      this.#timers.silence = setTimeout(() => this.#broke(), SILENCE);
    }

    #broke() {
      this.#hangUp();
      if (this.#brokenSince === null) this.#brokenSince = Date.now();
      const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++);
      this.#reconnect(longest / 2 + Math.random() * (longest / 2));
      this.#timers.banner = setTimeout(() => this.#render(), GRACE);
      this.#render();
    }

    #reconnect(wait) {
      if (this.#source && wait === 0) return;
      clearTimeout(this.#timers.again);
      this.#timers.again = setTimeout(() => this.#connect(), wait);
    }

    #arrived(event) {
      if (event.lastEventId) this.#lastId = event.lastEventId;
      this.#liveAt = Date.now();
      this.#brokenSince = null;
      this.#failures = 0;
      this.#watch();
    }

    #beat(event) {
      const before = this.#pictured && !this.#parts.banner.classList.contains("on") && this.#parts.status.classList.contains("on");
      this.#arrived(event);
      this.#pictured = true;
      if (!before) this.#render();
    }

    #take(event) {
      this.#arrived(event);
      let notice;
      try {
        notice = JSON.parse(event.data);
      } catch {
        return;
      }
      const known = this.#notices.get(notice.id);
      if (notice.withdrawnAt) this.#notices.delete(notice.id);
      else this.#notices.set(notice.id, notice);
      if (this.#pictured && (known || !notice.withdrawnAt)) {
        this.#parts.said.textContent = (notice.withdrawnAt ? this.#words.gone : this.#words.fresh) + notice.title;
        this.dispatchEvent(new CustomEvent("tocsin-notice", { detail: notice, bubbles: true, composed: true }));
      }
      this.#render(known || !this.#pictured ? null : notice.id);
    }

    #render(fresh) {
      const words = this.#words;
      const parts = this.#parts;
      const live = this.#brokenSince === null;
      parts.heading.textContent = words.heading;
      this.setAttribute("aria-label", words.heading);
      parts.status.className = live ? "status on" : "status";
      parts.state.textContent = live ? words.live : words.connecting;
      const stale = !live && Date.now() - this.#brokenSince >= GRACE;
      parts.banner.className = stale ? "banner on" : "banner";
      const told = !stale ? "" : this.#liveAt ? words.stale(this.#moment(this.#liveAt)) : words.never;
      if (parts.banner.textContent !== told) parts.banner.textContent = told;
      parts.body.replaceChildren(this.#content(fresh));
    }

    #content(fresh) {
      const now = Date.now();
      const shown = [...this.#notices.values()]
        .filter((n) => !n.expiresAt || Date.parse(n.expiresAt) > now)
        .sort((a, b) => Date.parse(b.issuedAt) - Date.parse(a.issuedAt))
        .slice(0, Number(this.getAttribute("limit")) || 20);
      if (shown.length > 0) {
        const list = element("ol");
        list.append(...shown.map((n) => this.#item(n, n.id === fresh)));
        return list;
      }
      return this.#pictured ? this.#nothing() : this.#waiting();
    }

    #item(notice, fresh) {
      const words = this.#words;
      const item = element("li", [notice.severity || "", notice.type === "RESTORATION" ? "RESTORATION" : "", notice.exercise ? "drill" : "", fresh ? "fresh" : ""].join(" ").trim());
      const tags = element("div", "tags");
      if (notice.exercise) tags.append(element("span", "tag drill", words.drill));
      if (notice.severity && notice.type !== "RESTORATION") tags.append(element("span", "tag " + notice.severity, words.grades[notice.severity] || notice.severity));
      tags.append(element("span", notice.type === "RESTORATION" ? "tag RESTORATION" : "tag", words.types[notice.type] || notice.type));
      const time = element("time", "", this.#ago(notice.issuedAt));
      time.dateTime = notice.issuedAt;
      time.title = this.#moment(notice.issuedAt);
      tags.append(time);
      const meta = element("p", "meta");
      meta.append(element("span", "", notice.number));
      if (notice.refersTo) meta.append(element("span", "", words.refers));
      if (notice.expiresAt) meta.append(element("span", "", words.until(this.#moment(notice.expiresAt))));
      item.append(tags, element("h3", "", notice.title), element("p", "", notice.body), meta);
      return item;
    }

    #nothing() {
      const box = element("div", "empty");
      const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      icon.setAttribute("viewBox", "0 0 24 24");
      icon.setAttribute("aria-hidden", "true");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      for (const [name, value] of [["d", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-4 9.2 2.8 2.8L16.2 9.6"], ["fill", "none"], ["stroke", "currentColor"],
        ["stroke-width", "1.6"], ["stroke-linecap", "round"], ["stroke-linejoin", "round"]]) path.setAttribute(name, value);
      icon.append(path);
      box.append(icon, element("strong", "", this.#words.empty), element("span", "", this.#words.calm));
      return box;
    }

    #waiting() {
      const box = element("div", "waiting");
      box.setAttribute("aria-hidden", "true");
      box.append(element("div", "bone short"), element("div", "bone"), element("div", "bone"));
      return box;
    }

    #moment(at) {
      const date = new Date(at);
      const today = date.toDateString() === new Date().toDateString();
      const parts = { hour: "2-digit", minute: "2-digit", hour12: false };
      return new Intl.DateTimeFormat(this.#language === "zh" ? "zh-CN" : "en-GB", today ? parts : { month: "2-digit", day: "2-digit", ...parts }).format(date);
    }

    #ago(at) {
      const seconds = Math.round((Date.parse(at) - Date.now()) / 1000);
      const format = new Intl.RelativeTimeFormat(this.#language === "zh" ? "zh-CN" : "en", { numeric: "auto" });
      if (seconds > -45) return format.format(0, "second");
      if (seconds > -3600) return format.format(Math.min(-1, Math.round(seconds / 60)), "minute");
      if (seconds > -86400) return format.format(Math.round(seconds / 3600), "hour");
      return this.#moment(at);
    }
  }

  if (!customElements.get("tocsin-notices")) customElements.define("tocsin-notices", TocsinNotices);
})();
