// The small coloured words. Colour never stands alone: each says what it means.

import { h } from './dom.js';
import { deliveryState, name, t } from './i18n.js';

export const severity = (level) => h('span', { class: `badge ${level?.toLowerCase()}` }, name(level));
export const chip = (text, kind = '') => h('span', { class: `chip ${kind}` }, text);
export const state = (incident) => (isRestored(incident) ? chip(t('filter:restored'), 'state-restored')
  : chip(name(incident.state), `state-${isOpen(incident) ? 'open' : 'over'}`));
export const scope = (incident) => chip(name(incident.scope), incident.scope === 'GLOBAL' ? 'global' : '');
export const drill = (incident) => incident.exercise && chip(t('exercise'), 'drill');

const TONE = {
  DELIVERED: 'good', CONFIRMED: 'good', HANDED_OFF: 'busy', QUEUED: 'dim', SUPERSEDED: 'dim', EXPIRED: 'bad',
  FAILED_TEMPORARY: 'warn', FAILED_PERMANENT: 'bad', UNKNOWN: 'warn',
};

export const delivery = (s) => h('span', { class: `tone ${TONE[s] ?? 'dim'}` }, deliveryState(s));

const OPEN = new Set(['NEW', 'ASSESSED', 'ACTIVE', 'REPAIRED', 'TESTED']);

/** Whether people are still at it. */
export const isOpen = (incident) => OPEN.has(incident.state);

/** Whether the service works again and the response goes on: it is watched, confirmed and then ended. */
export const isRestored = (incident) => incident.state === 'RESTORED';
