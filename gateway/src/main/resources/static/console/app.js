// The console: puts the panes together, follows the address, keeps what is seen current.

import { get } from './api.js';
import { h, icon, toast } from './dom.js';
import { locale, name, switchLanguage, t } from './i18n.js';
import { incidentPane } from './incident.js';
import { incidentList, loadIncidents } from './incidents.js';
import * as live from './live.js';
import * as names from './names.js';
import { noticesPane } from './notices.js';
import { onCallPane } from './oncall.js';
import { reportPane } from './report.js';
import * as session from './session.js';
import { shiftsPane } from './shifts.js';
import { signInPage } from './signin.js';

const app = document.getElementById('app');
let me = null;
let stop = () => {};
let view = null;
const PAGES = ['incidents', 'notices', 'on-call', 'shifts', 'report'];
const state = { incidents: null, filter: 'open', selected: null, error: null, line: 'offline', seen: null };

session.whenEnded((why) => {
  leave();
  me = null;
  signIn(why);
});
addEventListener('hashchange', () => me && route());
setInterval(() => view?.list?.show(state), 20000); // "3 min. ago" moves on
boot();

async function boot() {
  if (!session.token()) return signIn();
  try {
    me = await get('/me');
  } catch (refused) {
    if (session.token()) signIn(refused.message);
    return;
  }
  await names.load();
  frame();
  stop();
  stop = live.start(changed, (line) => {
    state.line = line;
    showLine();
  });
}

function leave() {
  stop();
  view?.pane?.close?.();
  view = null;
}

function signIn(why) {
  app.replaceChildren(signInPage(why, boot, switches));
}

// ---- the frame

function frame() {
  const main = h('main', { id: 'main', tabindex: '-1' });
  app.replaceChildren(
    h('a', { class: 'skip', href: '#main', onclick: (e) => { e.preventDefault(); main.focus(); } }, t('skip')),
    h('header', { class: 'bar' },
      h('a', { class: 'brand', href: '#/incidents' }, h('img', { src: '/console/bell.svg', alt: '', width: '28', height: '28' }),
        h('span', {}, 'Tocsin', h('i', {}, '警钟'))),
      h('nav', { 'aria-label': 'Tocsin' }, tab('incidents', 'list'), tab('notices', 'bell'), tab('on-call', 'phone', 'onCall'), tab('shifts', 'clock'), tab('report', 'plus')),
      h('div', { class: 'spacer' }),
      h('span', { id: 'line', class: 'line' }), ...switches(),
      h('span', { class: 'user', title: (me.roles ?? []).map(name).join(' · ') }, me.name),
      h('button', { type: 'button', class: 'plain', title: t('signOut'), 'aria-label': t('signOut'), onclick: () => session.end() }, icon('out'))),
    main);
  view?.pane?.close?.();
  view = null;
  showLine();
  route();
}

function tab(path, drawing, key = path) {
  return h('a', { href: `#/${path}`, 'data-tab': path }, icon(drawing), h('span', {}, t(key)));
}

function switches() {
  const dark = document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  return [
    h('button', { type: 'button', class: 'plain text', onclick: inOtherLanguage }, t('language')),
    h('button', {
      type: 'button', class: 'plain', title: t('theme'), 'aria-label': t('theme'),
      onclick: (e) => {
        const next = (document.documentElement.dataset.theme ?? dark) === 'dark' ? 'light' : 'dark';
        document.documentElement.dataset.theme = next;
        localStorage.setItem('tocsin.theme', next);
        e.currentTarget.replaceChildren(icon(next === 'dark' ? 'sun' : 'moon'));
      },
    }, icon(dark === 'dark' ? 'sun' : 'moon')),
  ];
}

/** Builds the page anew; what somebody has typed into it is theirs and stays. */
function inOtherLanguage(event) {
  switchLanguage();
  if (!me) return signIn();
  const kept = view?.pane?.keep?.();
  frame();
  if (kept) view.pane.restore(kept);
  [...document.querySelectorAll('.bar button')].find((b) => b.textContent === t('language') && event.detail === 0)?.focus();
}

function showLine() {
  const element = document.getElementById('line');
  if (!element) return;
  element.className = `line ${state.line}`;
  element.title = t(`${state.line}Hint`);
  element.replaceChildren(h('i', { 'aria-hidden': 'true' }), h('span', {}, t(state.line)));
}

// ---- what is shown

function route() {
  const [path, asked] = location.hash.split('?');
  const [, page = 'incidents', part] = path.split('/');
  const known = PAGES.includes(page) ? page : 'incidents';
  const id = part ? decodeURIComponent(part) : null;
  document.querySelectorAll('[data-tab]').forEach((a) => a.toggleAttribute('aria-current', a.dataset.tab === known));
  state.selected = known === 'incidents' ? id : null;
  const other = ['notices', 'shifts'].includes(known) && view?.id !== id;
  if (view?.page !== known || other) open(known, id, new URLSearchParams(asked));
  else if (known === 'incidents') select();
}

function open(page, id, asked) {
  const main = document.getElementById('main');
  view?.pane?.close?.();
  main.className = page;
  if (page === 'incidents') {
    const list = incidentList({ onFilter: (filter) => {
      Object.assign(state, { filter, incidents: null, seen: null });
      list.show(state);
      refreshList();
    } });
    const side = h('div', { class: 'detail-pane' });
    view = { page, list, side };
    main.replaceChildren(list.element, side);
    select();
    refreshList();
  } else {
    const panes = { 'on-call': () => onCallPane(), report: () => reportPane(me, asked.get('unit')), notices: () => noticesPane(id, me), shifts: () => shiftsPane(id, me) };
    view = { page, id, pane: panes[page]() };
    main.replaceChildren(view.pane.element);
    view.pane.refresh();
  }
  scrollTo(0, 0);
}

function select() {
  document.getElementById('main').classList.toggle('has-detail', Boolean(state.selected));
  view.list.show(state);
  view.pane = state.selected ? incidentPane(state.selected, me) : onCallPane({ compact: true });
  view.side.replaceChildren(...(state.selected ? [] : [h('p', { class: 'hint dim' }, t('pickOne'))]), view.pane.element);
  view.pane.refresh();
  if (state.selected) view.pane.element.focus({ preventScroll: true });
}

// ---- what changes

let pending = null;

/** Many events in one breath are one look. */
function changed(incidentId) {
  if (pending) {
    pending.add(incidentId);
    return;
  }
  pending = new Set([incidentId]);
  setTimeout(async () => {
    const touched = pending;
    pending = null;
    await refreshList();
    if (view?.page === 'notices') view.pane.refresh(); // confirmations are news of the incident, not of the notice
    if (view?.page === 'incidents' && state.selected && (touched.has(null) || touched.has(state.selected))) view.pane.refresh();
  }, 250);
}

async function refreshList() {
  try {
    state.incidents = await loadIncidents(state.filter);
    state.error = null;
    announce();
  } catch (refused) {
    state.error = refused;
    if (refused.status === 0 && state.line !== 'offline') {
      state.line = 'offline';
      showLine();
    }
  }
  view?.list?.show(state);
}

/** Says aloud what is new, to eyes and to readers. */
function announce() {
  const ids = state.incidents.map((i) => i.id);
  if (state.seen) {
    state.incidents.filter((i) => !state.seen.has(i.id) && i.state !== 'RESTORED').slice(0, 3) // that one is not new, it came from another list
      .forEach((i) => toast(`${i.exercise ? t('exercise') : ''}${t('newIncident')} ${i.number} · ${names.nameOf('systems', i.system)} · ${name(i.severity)}`, i.severity.toLowerCase()));
  }
  state.seen = new Set(ids);
}
