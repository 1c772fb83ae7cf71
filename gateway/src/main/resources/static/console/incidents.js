// The list of incidents: what is real before drills, the gravest first, then the newest.

import { get } from './api.js';
import * as badge from './badges.js';
import { h, icon, patchList } from './dom.js';
import { ago, clock, comma, count, full, locale, name, t } from './i18n.js';
import { itemsOf, nameOf, refreshIfUnknown } from './names.js';

/** The list and its head. `show` updates it with what came. */
export function incidentList({ onFilter }) {
  const tiles = h('div', { class: 'tiles' });
  const list = h('div', { class: 'cards', role: 'list' });
  const note = h('div', { class: 'note' });
  const choices = [true, false].map((open) => h('button', { type: 'button', onclick: () => onFilter(open) }, t(open ? 'open' : 'all')));
  const filter = h('div', { class: 'segments', role: 'group' }, ...choices);
  const element = h('section', { class: 'list-pane', 'aria-label': t('incidents') },
    h('div', { class: 'pane-head' }, h('h1', {}, t('incidents')), filter), tiles, list, note);

  return {
    element,
    show({ incidents, onlyOpen, selected, error }) {
      choices.forEach((choice, i) => choice.setAttribute('aria-pressed', String((i === 0) === onlyOpen)));
      if (!incidents) {
        note.replaceChildren(error ? problem(error) : skeleton());
        return;
      }
      const shown = onlyOpen ? incidents.filter(badge.isOpen) : incidents;
      showTiles(tiles, incidents.filter((i) => badge.isOpen(i) && !i.exercise));
      patchList(list, sorted(shown), (i) => i.id, (i) => JSON.stringify([i, selected === i.id, locale(), ago(i.openedAt), title(i)]),
        (i) => card(i, selected === i.id));
      note.replaceChildren(...(shown.length ? [] : [quiet(onlyOpen)]));
    },
  };
}

/** The newest incidents, as far as one page reaches. */
export async function loadIncidents(onlyOpen) {
  const incidents = itemsOf(await get(`/incidents?limit=100${onlyOpen ? '&open=true' : ''}`));
  await Promise.race([
    Promise.all(incidents.slice(0, 20).map((i) => refreshIfUnknown('systems', i.system))),
    new Promise((done) => setTimeout(done, 400)),
  ]);
  return incidents;
}

const title = (incident) => nameOf('systems', incident.system);

function sorted(incidents) {
  return [...incidents].sort((a, b) =>
    badge.isOpen(b) - badge.isOpen(a) || Boolean(a.exercise) - Boolean(b.exercise) || a.severity.localeCompare(b.severity) || b.openedAt.localeCompare(a.openedAt));
}

function showTiles(tiles, open) {
  tiles.replaceChildren(...['SEV1', 'SEV2', 'SEV3', 'SEV4'].map((level) => {
    const n = open.filter((i) => i.severity === level).length;
    return h('div', { class: `tile ${level.toLowerCase()} ${n ? 'some' : ''}` }, h('b', {}, String(n)), h('span', {}, name(level)));
  }));
}

function card(incident, selected) {
  const units = incident.units ?? [];
  return h('a', {
    class: `card ${incident.severity.toLowerCase()} ${badge.isOpen(incident) ? '' : 'over'}`,
    role: 'listitem', href: `#/incidents/${encodeURIComponent(incident.id)}`, 'aria-current': selected ? 'true' : null,
  },
  h('div', { class: 'card-top' }, badge.severity(incident.severity), h('span', { class: 'number' }, incident.number),
    h('time', { datetime: incident.openedAt, title: full(incident.openedAt) }, ago(incident.openedAt))),
  h('div', { class: 'card-title' }, badge.drill(incident), title(incident)),
  h('div', { class: 'card-line' }, badge.scope(incident), badge.state(incident), h('span', { class: 'dim' }, name(incident.degree))),
  h('div', { class: 'card-line dim' },
    `${count(units.length, 'unit1', 'units')} · ${count(incident.reports, 'report1', 'reports')} · ${unitNames(units)}`));
}

function unitNames(units) {
  const names = units.slice(0, 3).map((u) => nameOf('units', u.unit)).join(comma());
  return units.length > 3 ? `${names}…` : names;
}

function quiet(onlyOpen) {
  return h('div', { class: 'quiet' }, h('div', { class: 'quiet-mark' }, icon('check')),
    h('b', {}, t(onlyOpen ? 'quiet' : 'noneYet')), onlyOpen && h('p', {}, t('quietHint')),
    h('p', { class: 'dim' }, clock(Date.now())));
}

const skeleton = () => h('div', { class: 'skeletons', 'aria-label': t('loading') }, ...[1, 2, 3].map(() => h('div', { class: 'skeleton' })));
const problem = (error) => h('div', { class: 'problem', role: 'alert' }, error.message);
