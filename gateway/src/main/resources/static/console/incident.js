// One incident: what is known, what happened, who was told.

import { actsOf, progress } from './acts.js';
import { get, getTagged, post } from './api.js';
import * as badge from './badges.js';
import { h, icon, keepFocus, patchList, toast } from './dom.js';
import { ago, clock, comma, count, degreeName, full, locale, name, sentence, t } from './i18n.js';
import { messagesOf } from './messages.js';
import { allOf, nameOf, thingOf, withPolicies, withPosts } from './names.js';
import { hasPapers, papersOf } from './papers.js';
import { stepsOf } from './steps.js';

/** The pane of one incident. `refresh` reads it again. */
export function incidentPane(id, me) {
  const head = h('header', { class: 'detail-head' });
  const acts = h('div', { class: 'acts-row' });
  const facts = h('section', { class: 'facts' });
  const timeline = h('ol', { class: 'timeline' });
  const steps = h('div');
  const papers = h('div');
  const deliveries = h('div', { class: 'deliveries' });
  const parts = [head, acts, facts,
    section('steps', steps), section('papers', papers), section('timeline', timeline), section('deliveries', deliveries)];
  const element = h('article', { class: 'detail', tabindex: '-1' }, h('div', { class: 'skeleton', 'aria-label': t('loading') }));
  let shown = null;

  async function refresh() {
    const at = `/incidents/${encodeURIComponent(id)}`;
    const known = getTagged(at);
    const papersFor = ({ body }) => (hasPapers(body) ? get(`${at}/report`) : null);
    try {
      const [{ body: incident, etag }, plan, report, items, sent, reports] = await Promise.all([
        known, get(`${at}/steps`).catch(keep('plan')), known.then(papersFor).catch(keep('report')), allOf(`${at}/timeline`).catch(keep('items')), allOf(`/deliveries?incident=${encodeURIComponent(id)}`).catch(keep('sent')),
        allOf(`${at}/reports`).catch(keep('reports')),
      ]);
      shown = { incident, etag, plan, report, items, sent, reports };
      if (!head.isConnected) element.replaceChildren(...parts);
      show();
    } catch (refused) {
      if (!shown) keepFocus(element, () => element.replaceChildren(...unread(refused)));
    }
  }

  // What one service cannot say just now stays as it was; the rest of the page goes on.
  const keep = (part) => () => shown?.[part] ?? null;

  const show = () => keepFocus(element, draw);

  function draw() {
    const { incident, etag, plan, report, items, sent, reports } = shown;
    head.replaceChildren(...headOf(incident, me, acknowledge));
    acts.replaceChildren(...[progress(incident), actsOf(incident, etag, me, refresh)].filter(Boolean));
    facts.replaceChildren(...factsOf(incident, reports ?? []));
    patchList(timeline, folded(items ?? []).reverse(), entryKey, (e) => JSON.stringify([e, locale()]), timelineEntry);
    if (!items?.length) timeline.replaceChildren(h('li', { class: 'empty' }, t(items ? 'timelineEmpty' : 'notBuilt')));
    steps.parentElement.hidden = !plan?.items?.length;
    steps.replaceChildren(...stepsOf(plan, incident, me, refresh));
    papers.parentElement.hidden = !hasPapers(incident);
    papers.replaceChildren(...papersOf(report, incident, me, refresh));
    deliveries.replaceChildren(...messagesOf(sent, items ?? []));
  }

  async function acknowledge(button) {
    // Not disabled, which would take the focus from it.
    if (button.hasAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    try {
      await post(`/incidents/${encodeURIComponent(id)}/acknowledge`, {}, shown.etag ? { 'If-Match': shown.etag } : {});
      toast(t('acknowledged'));
    } catch (refused) {
      // Somebody changed it while this page was read; that does not make the acknowledgement less true.
      if (refused.status !== 412) toast(refused.message, 'bad');
      else {
        await refresh();
        button.removeAttribute('aria-disabled');
        return await acknowledge(button);
      }
    } finally {
      button.removeAttribute('aria-disabled');
    }
    await refresh();
  }

  return { element, refresh, redraw: () => shown && show() };
}

function section(key, ...content) {
  return h('section', {}, h('h2', {}, t(key)), ...content);
}

const backLink = () => h('a', { class: 'back', href: '#/incidents' }, icon('back'), t('back'));

/** An incident that cannot be read: why, and the way on. */
const unread = (refused) => [
  h('div', { class: 'problem', role: 'alert' }, refused.status === 404 ? t('noSuchIncident') : refused.message),
  h('p', {}, h('a', { class: 'button', href: '#/incidents' }, icon('back'), t('back'))),
];

const responds = (me) => (me.roles ?? []).some((role) => ['RESPONDER', 'DUTY_LEAD', 'LEADER'].includes(role));

function headOf(incident, me, acknowledge) {
  const mine = (incident.acknowledgements ?? []).some((a) => a.id === me.id);
  const button = h('button', { type: 'button', class: 'primary', 'data-key': 'acknowledge', onclick: () => acknowledge(button) }, icon('check'), t('acknowledge'));
  return [
    backLink(),
    h('div', { class: 'detail-title' },
      h('div', { class: 'card-line' }, badge.severity(incident.severity), badge.state(incident), badge.scope(incident), badge.drill(incident),
        h('span', { class: 'number' }, incident.number)),
      h('h1', {}, nameOf('systems', incident.system))),
    badge.isOpen(incident) && responds(me) && (mine ? h('span', { class: 'taken' }, icon('check'), t('acknowledged')) : button),
  ].filter(Boolean);
}

function factsOf(incident, reports) {
  const takers = (incident.acknowledgements ?? []).map((a) => `${a.name} ${clock(a.at)}`);
  const rows = [
    ['serviceState', name(incident.serviceState)],
    ['degree', name(incident.degree)],
    ['cause', name(incident.cause)],
    ['openedAt', h('time', { datetime: incident.openedAt, title: ago(incident.openedAt) }, full(incident.openedAt))],
    ['acknowledgedBy', takers.join(comma()) || h('span', { class: 'warn-text' }, t('nobodyYet'))],
    ['commander', incident.commander ? nameOf('people', incident.commander) : '–'],
    ['systemOwner', ownerOf(thingOf('systems', incident.system))],
  ].filter(([, value]) => value);
  return [
    h('dl', {}, ...rows.map(([key, value]) => h('div', {}, h('dt', {}, t(key)), h('dd', {}, value)))),
    h('div', { class: 'units' }, h('h3', {}, `${t('affected')} (${(incident.units ?? []).length})`),
      h('ul', {}, ...(incident.units ?? []).map((u) => h('li', { title: full(u.lastReportedAt) },
        nameOf('units', u.unit), h('span', { class: 'dim' }, ` ×${u.reports}`))))),
    reports.length > 0 && reported([...reports].sort((a, b) => b.receivedAt.localeCompare(a.receivedAt))),
  ].filter(Boolean);
}

/** What the units wrote, the newest first; a fault of all units brings many. */
function reported(reports) {
  const list = (some) => h('ol', { class: 'reported' }, ...some.map(reportItem));
  const rest = reports.slice(8);
  return h('div', { class: 'units' }, h('h3', {}, `${t('reported')} (${reports.length})`), list(reports.slice(0, 8)),
    rest.length > 0 && h('details', { open: unfolded.has('reports'), ontoggle: (e) => { e.target.open ? unfolded.add('reports') : unfolded.delete('reports'); } },
      h('summary', { class: 'dim', 'data-key': 'reports' }, `${t('earlier')} (${rest.length})`), list(rest)));
}

/** A report in its reporter's words; the line says who and when. */
function reportItem(report) {
  return h('li', { class: report.withdrawnAt ? 'withdrawn' : '' },
    h('p', { class: 'dim small' }, `${nameOf('units', report.unit)} · `, h('time', { datetime: report.receivedAt, title: full(report.receivedAt) }, clock(report.receivedAt)),
      ` · ${degreeName(report.degree)}`, report.withdrawnAt && ` · ${t('withdrawn')}`),
    h('p', {}, h('b', {}, report.symptom)),
    report.description && h('p', { class: 'words' }, report.description));
}

/** Who answers for a system: a person, a unit or both; nothing where the organisation names neither. */
const ownerOf = (system) => [system?.owner && nameOf('people', system.owner), system?.ownerUnit && nameOf('units', system.ownerUnit)].filter(Boolean).join(' · ');

/** What a dot says: it got worse, it got better, look at it, people were told, people decided; nothing for what is ordinary. */
const TONES = [
  [/^incident\.(opened|promoted|step-overdue)|exhausted|unstaffed|limit\.missed|delivery\.failed/, 'bad'],
  [/acknowledged|→(REPAIRED|TESTED|RESTORED|ENDED|CLOSED)|response\.ended|step-changed.*→DONE|notice\.confirmed/, 'good'],
  [/graded|merge|→MERGED|decision-due|limit\.near|delivery\.(unknown|call-due)|notice-withdrawn|→FALSE_ALARM|→SKIPPED|(RESTORED|TESTED)→ACTIVE/, 'warn'],
  [/paged|notice|superior/, 'busy'],
  [/transitioned|plan-activated|comment|evaluation|hand-?over|step-changed/, 'act'],
];

/** What happened, for the rules above: its type, what a note is about, and from where to where it led. */
const happened = ({ type, detail }) => `${type} ${detail?.about ?? ''} ${detail?.from ?? ''}→${detail?.to ?? detail?.state ?? ''}`;

const WENT_WELL = ['delivery.handed-off', 'delivery.delivered'];

/** Messages that went well are many and stand in a list of their own: those in a row become one entry, a list. */
function folded(items) {
  const entries = [];
  for (const item of items) {
    const last = entries.at(-1);
    if (!WENT_WELL.includes(item.detail?.about)) entries.push(item);
    else if (Array.isArray(last)) last.push(item);
    else entries.push([item]);
  }
  return entries;
}

const entryKey = (entry) => (Array.isArray(entry) ? `m${entry[0].seq}` : String(entry.seq));

function timelineEntry(entry) {
  if (!Array.isArray(entry)) return timelineItem(entry);
  if (entry.length === 1) return timelineItem(entry[0]);
  const last = entry.at(-1);
  const key = entryKey(entry);
  return h('li', { class: 'dim' },
    h('time', { datetime: last.at, title: full(last.at) }, clock(last.at)),
    h('details', { open: unfolded.has(key), ontoggle: (e) => { e.target.open ? unfolded.add(key) : unfolded.delete(key); } },
      h('summary', { 'data-key': key }, count(entry.length, 'messageNote', 'messageNotes')),
      ...[...entry].reverse().map((item) => h('p', { class: 'dim' }, `${clock(item.at)} `, sentence(item.summary)))));
}

/** Which of those lists the reader has opened: one that grows is drawn anew. */
const unfolded = new Set();

function timelineItem(item) {
  const tone = TONES.find(([what]) => what.test(happened(item)))?.[1] ?? 'dim';
  const actor = item.actor?.id && item.actor.id !== 'system' ? item.actor.name : null;
  return h('li', { class: tone },
    h('time', { datetime: item.at, title: full(item.at) }, clock(item.at)),
    h('div', {}, h('p', { class: 'words' }, withPolicies(withPosts(sentence(item.summary), item.detail?.posts ?? [item.detail?.post])) ?? item.type),
      (actor || typeof item.detail === 'string') && h('p', { class: 'dim' }, [actor, typeof item.detail === 'string' && item.detail].filter(Boolean).join(' · '))));
}
