// The list of incidents: what is real before drills, the gravest first, then the newest.

import { get } from './api.js';
import * as badge from './badges.js';
import { h, icon, patchList } from './dom.js';
import { ago, clock, comma, count, full, locale, name, t } from './i18n.js';
import { itemsOf, nameOf, refreshIfUnknown } from './names.js';

/** What the list can be narrowed to. What is restored waits for somebody to end the response: it is neither open nor over. */
const FILTERS = { open: '&open=true', restored: '&state=RESTORED', all: '' };
const HOLDS = { open: badge.isOpen, restored: badge.isRestored, all: () => true };

/** The list and its head. `show` updates it with what came. */
export function incidentList({ onFilter }) {
  const tiles = h('div', { class: 'tiles' });
  const list = h('div', { class: 'cards', role: 'list' });
  const note = h('div', { class: 'note' });
  const choices = Object.keys(FILTERS).map((key) => h('button', {
    type: 'button', title: t(`filter:${key}`), 'data-filter': key, onclick: () => onFilter(key) }, t(key)));
  const segments = h('div', { class: 'segments', role: 'group' }, ...choices);
  const element = h('section', { class: 'list-pane', 'aria-label': t('incidents') },
    h('div', { class: 'pane-head' }, h('h1', {}, t('incidents')), segments), tiles, list, note);

  return {
    element,
    show({ incidents, filter, selected, error }) {
      choices.forEach((choice) => choice.setAttribute('aria-pressed', String(choice.dataset.filter === filter)));
      if (!incidents) {
        note.replaceChildren(error ? problem(error) : skeleton());
        return;
      }
      const shown = incidents.filter(HOLDS[filter]);
      showTiles(tiles, incidents.filter((i) => badge.isOpen(i) && !i.exercise), filter === 'restored');
      patchList(list, sorted(shown), (i) => i.id, (i) => JSON.stringify([i, selected === i.id, locale(), ago(i.openedAt), title(i)]),
        (i) => card(i, selected === i.id));
      note.replaceChildren(...(shown.length ? [] : [quiet(filter)]));
    },
  };
}

/** The newest incidents, as far as one page reaches. */
export async function loadIncidents(filter) {
  const incidents = itemsOf(await get(`/incidents?limit=100${FILTERS[filter]}`));
  await Promise.race([
    Promise.all(incidents.slice(0, 20).map((i) => refreshIfUnknown('systems', i.system))),
    new Promise((done) => setTimeout(done, 400)),
  ]);
  return incidents;
}

const title = (incident) => nameOf('systems', incident.system);

function sorted(incidents) {
  return [...incidents].sort((a, b) =>
    badge.isOpen(b) - badge.isOpen(a) || badge.isRestored(b) - badge.isRestored(a) || Boolean(a.exercise) - Boolean(b.exercise) || a.severity.localeCompare(b.severity) || b.openedAt.localeCompare(a.openedAt));
}

/** How many are open of each severity; a list without any would count none, so it has no tiles. */
function showTiles(tiles, open, hidden) {
  tiles.hidden = hidden;
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

function quiet(filter) {
  return h('div', { class: 'quiet' }, h('div', { class: 'quiet-mark' }, icon('check')),
    h('b', {}, t({ open: 'quiet', restored: 'noneToEnd', all: 'noneYet' }[filter])), filter === 'open' && h('p', {}, t('quietHint')),
    h('p', { class: 'dim' }, clock(Date.now())));
}

const skeleton = () => h('div', { class: 'skeletons', 'aria-label': t('loading') }, ...[1, 2, 3].map(() => h('div', { class: 'skeleton' })));
const problem = (error) => h('div', { class: 'problem', role: 'alert' }, error.message);
