// What codes are called: units, systems, posts and policies of the organisation, read once and again when a code is new.

import { get } from './api.js';
import { h } from './dom.js';
import { name, t, titled } from './i18n.js';

const KINDS = { units: 'code', systems: 'code', posts: 'code', people: 'id', 'escalation-policies': 'id' };
const known = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, new Map()]));
let askedAt = 0;

/** Items of a list, whether it came as a page or bare. */
export const itemsOf = (answer) => (Array.isArray(answer) ? answer : (answer?.items ?? []));

/** All pages of a list, up to a bound that no organisation reaches. */
export async function allOf(path) {
  const items = [];
  let cursor = null;
  for (let page = 0; page < 20; page++) {
    const joint = path.includes('?') ? '&' : '?';
    const answer = await get(cursor ? `${path}${joint}cursor=${encodeURIComponent(cursor)}` : path);
    items.push(...itemsOf(answer));
    cursor = answer?.next;
    if (!cursor) break;
  }
  return items;
}

export async function load() {
  askedAt = Date.now();
  await Promise.all(Object.entries(KINDS).map(async ([kind, id]) => {
    try {
      known[kind] = new Map((await allOf(`/${kind}`)).map((thing) => [thing[id], thing]));
    } catch {
      // Codes are shown instead; the page works without names.
    }
  }));
}

/** Reads anew when the code is not known, but not more than twice a minute. */
export function refreshIfUnknown(kind, code) {
  return code && !known[kind].has(code) && Date.now() - askedAt > 30000 ? load() : null;
}

export const all = (kind) => [...known[kind].values()];
/** The whole of it; undefined where the code is not known. */
export const thingOf = (kind, code) => known[kind].get(code);
export const nameOf = (kind, code) => titled(known[kind].get(code)) ?? code ?? '';
/** Liaisons are people of the units, whom the organisation keeps no post for. */
export const postName = (code) => (code === 'UL' && !known.posts.has(code) ? t('liaisons') : nameOf('posts', code));

/** A sentence of the record with the posts that it is about by their names. */
export function withPosts(text, posts) {
  const codes = (posts ?? []).filter((code) => /^\w+$/.test(code) && postName(code) !== code);
  return codes.length && text ? text.replace(new RegExp(`(?<![\\w.(/-])(${codes.join('|')})(?![\\w)/-])`, 'g'), postName) : text;
}

const BUILT_IN = 'built-in-(?:global|regional)-sev[1-4]';

/** What applies where the organisation's policies leave a hole stands in no list: its id says what it is for. */
function policyName(id) {
  return new RegExp(`^${BUILT_IN}$`).test(id)
    ? [t('builtIn'), ...id.toUpperCase().split('-').slice(2).map(name)].join(' ') : nameOf('escalation-policies', id);
}

/** The same with the policy that it is about by its name, in parts; pointing at that shows the id, which the set-up refers to. */
export function withPolicies(text) {
  const ids = [...known['escalation-policies'].keys()].filter((id) => policyName(id) !== id)
    .sort((a, b) => b.length - a.length).map((id) => id.replace(/[^\w-]/g, '\\$&'));
  return text?.split(new RegExp(`(?<=(?:policy|策略) )(${[BUILT_IN, ...ids].join('|')})(?![\\w-])`))
    .map((part, at) => (at % 2 ? h('span', { class: 'policy', title: part }, `“${policyName(part)}”`) : part));
}
