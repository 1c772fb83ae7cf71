/*
 * <tocsin-notices src="https://…/widget/notices" unit="yunxi" lang="zh"></tocsin-notices>: live notices, no dependency.
 * The page's CSP needs the platform in script-src and connect-src.
 * src: the board; unit: a code; lang: zh, en; theme: light, dark; limit: how many; report: where faults are reported, or "off".
 * token: a bearer token, or as a property a function that gives one: with it units confirm in place.
 * Events: tocsin-notice (one that came), tocsin-confirm and tocsin-report (pressed; preventDefault to do it yourself).
 */
(() => {
  "use strict";

  const HERE = document.currentScript?.src || location.href;
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
      drill: "演练", until: (t) => `有效至 ${t}`, fresh: "新公告：", gone: "公告已撤回：", refers: "后续公告", revised: "已修订",
      confirm: "确认已阅", confirmed: "本单位已确认", failed: "未能确认：", report: "报告故障",
    },
    en: {
      heading: "Service notices", live: "Live", connecting: "Connecting", empty: "No notices",
      calm: "There is nothing that users of the systems need to know.",
      stale: (t) => `The connection broke. This is how it stood at ${t}; reconnecting …`,
      never: "The notice service cannot be reached; trying again …",
      types: { FAULT: "Fault", SUSPENSION: "Suspension", PROGRESS: "Progress", RESTORATION: "Restoration", GENERAL: "Notice" },
      grades: { SEV1: "SEV 1 · critical", SEV2: "SEV 2 · major", SEV3: "SEV 3 · moderate", SEV4: "SEV 4 · minor" },
      drill: "Drill", until: (t) => `until ${t}`, fresh: "New notice: ", gone: "Withdrawn: ", refers: "follow-up", revised: "revised",
      confirm: "Confirm as read", confirmed: "Confirmed for your unit", failed: "Not confirmed: ", report: "Report a fault",
    },
  };

  const LIGHT = `--card:#fff;--ink:#17202c;--soft:#586475;--line:#dfe4ea;--hover:#f6f8fa;--ok:#187443;--okbg:#e7f5ec;
    --warn:#7a4b00;--warnbg:#fff3d6;--s1:#b3131b;--s1bg:#fdecec;--s2:#b8480a;--s2bg:#fdf0e6;--s3:#7c5c00;--s3bg:#fdf6d8;
    --s4:#1559a6;--s4bg:#e9f1fb;--drill:#5f3dc4;--drillbg:#f1ecfd;--neutral:#475262;--neutralbg:#eef1f4`;
  const DARK = `--card:#171c24;--ink:#e8edf3;--soft:#9aa7b6;--line:#2a323d;--hover:#1c232c;--ok:#5fd394;--okbg:#12301f;
    --warn:#ffd27a;--warnbg:#3a2a08;--s1:#ff8f8f;--s1bg:#3d1518;--s2:#ffab75;--s2bg:#3b2110;--s3:#f4d35e;--s3bg:#352c0a;
    --s4:#8ab8f5;--s4bg:#13263f;--drill:#b9a3ff;--drillbg:#271d4a;--neutral:#b4c0cd;--neutralbg:#232b35`;

  const STYLE = `
    :host{${LIGHT};display:block;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:hidden;
      font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
    @media (prefers-color-scheme:dark){:host(:not([theme=light])){${DARK}}}
    :host([theme=dark]){${DARK}}
    :host([hidden]){display:none}
    *{box-sizing:border-box}
    header{display:flex;align-items:center;gap:10px;padding:14px 18px;border-bottom:1px solid var(--line)}
    h2{margin:0;font-size:17px;font-weight:650;flex:1}
    .status{display:inline-flex;align-items:center;gap:7px;font-size:13px;color:var(--soft);white-space:nowrap}
    .dot{width:9px;height:9px;border-radius:50%;background:var(--soft)}
    .status.on{color:var(--ok)} .status.on .dot{background:var(--ok)}
    .banner{display:none;padding:10px 18px;background:var(--warnbg);color:var(--warn);font-size:14px;border-bottom:1px solid var(--line)}
    .banner.on{display:block}
    ol{list-style:none;margin:0;padding:0}
    li{position:relative;padding:15px 18px 15px 24px;border-bottom:1px solid var(--line);background:var(--card)}
    li:last-child{border-bottom:0}
    li::before{content:"";position:absolute;left:0;top:0;bottom:0;width:5px;background:var(--neutral)}
    li.SEV1::before{background:var(--s1)} li.SEV2::before{background:var(--s2)} li.SEV3::before{background:#e0b400}
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
    .acts{display:flex;flex-wrap:wrap;align-items:center;gap:8px 12px;margin-top:10px;font-size:14px}
    button,.button{font:inherit;font-size:14px;font-weight:600;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:8px;
      padding:4px 14px;min-height:34px;cursor:pointer;text-decoration:none;display:inline-flex;align-items:center}
    button:hover,.button:hover{background:var(--hover)}
    :focus-visible{outline:3px solid var(--s4);outline-offset:2px}
    .done{color:var(--ok);font-weight:600} .failed{color:var(--s1)}
    footer{padding:12px 18px;border-top:1px solid var(--line)}
    .empty{padding:38px 18px 42px;text-align:center;color:var(--soft)}
    .empty i{color:var(--ok);display:block;font:40px/1.2 sans-serif}
    strong{display:block;color:var(--ink)}
    .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    @media (prefers-reduced-motion:reduce){*,*::before{animation:none!important}}
    @media (forced-colors:active){li::before{background:CanvasText}.tag,button{border:1px solid CanvasText}}`;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  /** One board as this browser sees it: the first tab keeps the stream, the others hear from it; the last state outlives them. */
  class Line {
    notices = new Map();
    marks = new Map(); // notice id to the revision that the unit has confirmed
    pictured = false;
    liveAt = null;
    brokenSince = Date.now();
    #id = null;
    #source = null;
    #failures = 0;
    #savedAt = 0;
    #leads = false;
    #timers = {};
    #picture = null;
    #away = new AbortController();

    constructor(board, unit, lang, changed) {
      this.board = board;
      this.unit = unit;
      this.changed = changed;
      this.address = new URL(board);
      this.address.pathname += "/stream";
      this.address.searchParams.set("lang", lang);
      if (unit) this.address.searchParams.set("unit", unit);
      this.name = "tocsin " + this.address;
      this.#load();
      this.channel = new BroadcastChannel(this.name);
      this.channel.onmessage = (event) => this.#hear(event.data);
      this.channel.postMessage({ ask: 1 });
      this.online = () => this.#leads && !this.#source && this.#connect();
      addEventListener("online", this.online);
      // A page without TLS has no locks: each tab for itself.
      if (!navigator.locks) return this.#connect();
      const lead = () => new Promise((free) => {
        this.#away.signal.onabort = free;
        this.#connect();
      });
      navigator.locks.request(this.name, { signal: this.#away.signal }, lead).catch(() => {});
    }

    end() {
      this.#away.abort();
      this.#hangUp();
      this.channel.close();
      removeEventListener("online", this.online);
    }

    confirmed(id, revision) {
      this.#tell({ mark: id, revision });
    }

    #connect() {
      this.#leads = true;
      const address = new URL(this.address);
      if (this.#id) address.searchParams.set("lastEventId", this.#id);
      else this.#picture = new Set();
      const source = (this.#source = new EventSource(address));
      source.addEventListener("notice", (event) => this.#tell({ notice: JSON.parse(event.data), id: event.lastEventId }));
      source.addEventListener("heartbeat", (event) => this.#tell({ beat: Date.now(), id: event.lastEventId }));
      // EventSource gives up for good when a server says 503, and says nothing when a line is dead but open.
      source.onerror = () => this.#broke();
      this.#watch();
    }

    #hangUp() {
      clearTimeout(this.#timers.again);
      clearTimeout(this.#timers.silence);
      this.#source?.close();
      this.#source = null;
    }

    #watch() {
      clearTimeout(this.#timers.silence);
      this.#timers.silence = setTimeout(() => this.#broke(), SILENCE);
    }

    #broke() {
      this.#hangUp();
      const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++);
      this.#timers.again = setTimeout(() => this.#connect(), longest / 2 + Math.random() * (longest / 2));
      this.#tell({ broken: this.brokenSince ?? Date.now() });
    }

    #tell(news) {
      this.channel.postMessage(news);
      this.#take(news);
    }

    #hear(news) {
      if (news.ask) {
        if (this.#leads) this.channel.postMessage({ state: [...this.notices.values()], id: this.#id, liveAt: this.liveAt, broken: this.brokenSince, pictured: this.pictured });
      } else if (news.state) {
        this.notices = new Map(news.state.map((n) => [n.id, n]));
        Object.assign(this, { liveAt: news.liveAt, brokenSince: news.broken });
        this.#id = news.id;
        if (news.pictured) this.#pictured();
        this.changed();
      } else this.#take(news);
    }

    #take(news) {
      if (news.mark) this.marks.set(news.mark, news.revision);
      else if (news.broken) this.brokenSince = news.broken;
      else this.#arrived(news);
      const { notice } = news;
      const known = notice && this.notices.get(notice.id);
      if (notice) {
        this.#picture?.add(notice.id);
        if (notice.withdrawnAt) this.notices.delete(notice.id);
        else this.notices.set(notice.id, notice);
      }
      const arrived = this.pictured && notice && (known || !notice.withdrawnAt);
      if (news.beat) this.#pictured();
      if (notice || Date.now() - this.#savedAt > 60000) this.#save();
      this.changed(arrived ? notice : null, known);
    }

    #arrived(news) {
      if (news.id) {
        // Places only grow: a smaller one comes from a board that was set up anew.
        if (+news.id < +this.#id) this.notices.clear();
        this.#id = news.id;
      }
      this.liveAt = Date.now();
      this.brokenSince = null;
      this.#failures = 0;
      if (this.#source) this.#watch();
    }

    /** The first picture is whole: what it does not show was taken back while nobody looked. */
    #pictured() {
      if (this.#picture) for (const id of this.notices.keys()) if (!this.#picture.has(id)) this.notices.delete(id);
      this.#picture = null;
      if (!this.pictured && this.unit) this.#read();
      this.pictured = true;
    }

    async #read() {
      try {
        const answer = await fetch(new URL("confirmations?unit=" + encodeURIComponent(this.unit), this.board));
        for (const mark of (await answer.json()).items) this.marks.set(mark.noticeId, mark.revision);
        this.changed();
      } catch {}
    }

    #load() {
      try {
        const { at, notices } = JSON.parse(localStorage.getItem(this.name));
        this.notices = new Map(notices.map((n) => [n.id, n]));
        this.liveAt = at;
      } catch {}
    }

    #save() {
      if (!this.liveAt || !this.#leads) return;
      this.#savedAt = Date.now();
      try {
        localStorage.setItem(this.name, JSON.stringify({ at: this.liveAt, notices: [...this.notices.values()] }));
      } catch {}
    }
  }

  class TocsinNotices extends HTMLElement {
    static observedAttributes = ["src", "unit", "lang", "theme", "limit", "report"];

    #line = null;
    #clock;
    #shown = "";
    #troubles = new Map();
    #parts;
    #token;

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
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
      const foot = element("footer");
      const report = element("a", "button");
      report.target = "_blank";
      report.rel = "noopener";
      report.onclick = (event) => this.#fire("tocsin-report", { unit: this.#unit }) || event.preventDefault();
      foot.append(report);
      root.append(header, banner, body, foot, said);
      this.#parts = { heading, status, state, banner, body, said, foot, report };
    }

    connectedCallback() {
      this.setAttribute("role", "region");
      this.#begin();
      this.#clock = setInterval(() => this.#render(), 15000);
    }

    disconnectedCallback() {
      this.#line.end();
      clearInterval(this.#clock);
    }

    attributeChangedCallback(name, before, after) {
      if (!this.isConnected || !this.#line || before === after) return;
      if (name === "src" || name === "unit" || name === "lang") this.#begin();
      else this.#render();
    }

    set token(given) {
      this.#token = given;
      this.#render();
    }

    get #unit() {
      return this.getAttribute("unit");
    }

    get #language() {
      const tag = this.getAttribute("lang") || this.closest("[lang]")?.lang || document.documentElement.lang || navigator.language || "en";
      return tag.toLowerCase().startsWith("zh") ? "zh" : "en";
    }

    get #words() {
      return WORDS[this.#language];
    }

    get #board() {
      return new URL(this.getAttribute("src") || new URL("notices", HERE), document.baseURI);
    }

    /** Another board, unit or language is another picture. */
    #begin() {
      this.#line?.end();
      this.#troubles.clear();
      this.#line = new Line(this.#board, this.#unit, this.#language, (notice, known) => {
        if (notice) {
          this.#parts.said.textContent = (notice.withdrawnAt ? this.#words.gone : this.#words.fresh) + notice.title;
          this.#fire("tocsin-notice", notice);
        }
        this.#render(notice && !known ? notice.id : null);
        if (this.#line?.brokenSince) setTimeout(() => this.#render(), GRACE);
      });
      setTimeout(() => this.#render(), GRACE);
      this.#render();
    }

    #fire(type, detail) {
      return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
    }

    #render(fresh) {
      const words = this.#words;
      const parts = this.#parts;
      const { brokenSince, liveAt } = this.#line ?? {};
      if (!this.#line) return;
      const live = brokenSince === null;
      parts.heading.textContent = words.heading;
      this.setAttribute("aria-label", words.heading);
      parts.status.className = live ? "status on" : "status";
      parts.state.textContent = live ? words.live : words.connecting;
      const stale = !live && Date.now() - brokenSince >= GRACE;
      parts.banner.className = stale ? "banner on" : "banner";
      const told = !stale ? "" : liveAt ? words.stale(this.#moment(liveAt)) : words.never;
      if (parts.banner.textContent !== told) parts.banner.textContent = told;
      const report = this.getAttribute("report");
      parts.foot.hidden = report === "off";
      parts.report.textContent = words.report;
      const target = new URL(report || "../", report ? document.baseURI : this.#board);
      if (!report) target.hash = "/report" + (this.#unit ? "?unit=" + encodeURIComponent(this.#unit) : "");
      parts.report.href = target;
      this.#list(fresh);
    }

    /** What stays as it is keeps its elements, and so a reader's place in it and the focus. */
    #list(fresh) {
      const { notices, marks, pictured } = this.#line;
      const now = Date.now();
      const shown = [...notices.values()]
        .filter((n) => !n.expiresAt || Date.parse(n.expiresAt) > now)
        .sort((a, b) => Date.parse(b.issuedAt) - Date.parse(a.issuedAt))
        .slice(0, Number(this.getAttribute("limit")) || 20);
      const { body } = this.#parts;
      const sign = JSON.stringify([shown, [...marks], [...this.#troubles], pictured, this.#language, this.#unit]);
      if (sign === this.#shown) {
        for (const time of body.querySelectorAll("time")) time.textContent = this.#ago(time.dateTime);
        return;
      }
      this.#shown = sign;
      const focused = this.shadowRoot.activeElement?.dataset.id;
      if (shown.length > 0) {
        const list = element("ol");
        list.setAttribute("role", "list");
        list.append(...shown.map((n) => this.#item(n, n.id === fresh)));
        body.replaceChildren(list);
      } else body.replaceChildren(pictured ? this.#nothing() : element("div", "empty", this.#words.connecting + " …"));
      if (focused) (body.querySelector(`[data-id="${CSS.escape(focused)}"]`) ?? this.#parts.report).focus();
    }

    #item(notice, fresh) {
      const words = this.#words;
      const { type, severity } = notice;
      const back = type === "RESTORATION";
      const item = element("li", [severity, back && type, notice.exercise && "drill", fresh && "fresh"].filter(Boolean).join(" "));
      const tags = element("div", "tags");
      if (notice.exercise) tags.append(element("span", "tag drill", words.drill));
      if (severity && !back) tags.append(element("span", "tag " + severity, words.grades[severity] || severity));
      tags.append(element("span", back ? "tag RESTORATION" : "tag", words.types[type] || type));
      const time = element("time", "", this.#ago(notice.issuedAt));
      time.dateTime = notice.issuedAt;
      time.title = this.#moment(notice.issuedAt);
      tags.append(time);
      const meta = element("p", "meta");
      meta.append(element("span", "", notice.number));
      if (notice.refersTo) meta.append(element("span", "", words.refers));
      if (notice.revision > 1) meta.append(element("span", "", words.revised));
      if (notice.expiresAt) meta.append(element("span", "", words.until(this.#moment(notice.expiresAt))));
      const title = element("h3", "", notice.title);
      item.append(tags, title, element("p", "", notice.body), meta);
      if (this.#unit && (notice.units || []).includes(this.#unit)) item.append(this.#confirmation(notice));
      return item;
    }

    #confirmation(notice) {
      const words = this.#words;
      const acts = element("div", "acts");
      if (this.#line.marks.get(notice.id) >= (notice.revision || 1)) {
        const done = element("span", "done", "✓ " + words.confirmed);
        done.dataset.id = notice.id;
        done.tabIndex = -1;
        acts.append(done);
        return acts;
      }
      const button = element("button", "", words.confirm);
      button.type = "button";
      button.dataset.id = notice.id;
      button.setAttribute("aria-label", words.confirm + "：" + notice.title);
      button.onclick = () => this.#confirm(notice);
      acts.append(button);
      const trouble = this.#troubles.get(notice.id);
      if (trouble) acts.append(element("span", "failed", words.failed + trouble));
      return acts;
    }

    async #confirm(notice) {
      if (!this.#fire("tocsin-confirm", { notice, unit: this.#unit })) return;
      const board = this.#board;
      const given = this.#token ?? this.getAttribute("token");
      if (!given) {
        // Nobody is known here: the console knows whom it talks to.
        open(new URL("../#/notices/" + notice.id, board), "_blank", "noopener");
        return;
      }
      try {
        const token = typeof given === "function" ? await given() : given;
        const answer = await fetch(board.origin + board.pathname + "/" + notice.id + "/confirmations", {
          method: "POST",
          headers: { Authorization: "Bearer " + token, "Content-Type": "application/json", "Accept-Language": this.#language },
          body: JSON.stringify({ unit: this.#unit }),
        });
        if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || answer.status);
        this.#troubles.delete(notice.id);
        this.#parts.said.textContent = this.#words.confirmed;
        this.#line.confirmed(notice.id, (await answer.json()).revision);
      } catch (trouble) {
        this.#troubles.set(notice.id, trouble.message);
        this.#parts.said.textContent = this.#words.failed + trouble.message;
        this.#render();
      }
    }

    #nothing() {
      const box = element("div", "empty");
      const mark = element("i", "", "✓");
      mark.setAttribute("aria-hidden", "true");
      box.append(mark, element("strong", "", this.#words.empty), element("span", "", this.#words.calm));
      return box;
    }

    get #locale() {
      return this.#language === "zh" ? "zh-CN" : "en-GB";
    }

    #moment(at) {
      const date = new Date(at);
      const today = date.toDateString() === new Date().toDateString();
      const time = { hour: "2-digit", minute: "2-digit", hour12: false };
      return date.toLocaleString(this.#locale, today ? time : { month: "2-digit", day: "2-digit", ...time });
    }

    #ago(at) {
      const seconds = (Date.parse(at) - Date.now()) / 1000;
      const format = new Intl.RelativeTimeFormat(this.#locale, { numeric: "auto" });
      if (seconds > -45) return format.format(0, "second");
      if (seconds > -3600) return format.format(Math.min(-1, Math.round(seconds / 60)), "minute");
      if (seconds > -86400) return format.format(Math.round(seconds / 3600), "hour");
      return this.#moment(at);
    }
  }

  if (!customElements.get("tocsin-notices")) customElements.define("tocsin-notices", TocsinNotices);
})();
