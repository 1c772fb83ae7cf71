// What codes are called: units, systems and posts of the organisation, read once and again when a code is new.

import { get } from './api.js';
import { t, titled } from './i18n.js';

const KINDS = { units: 'code', systems: 'code', posts: 'code', people: 'id' };
const known = { units: new Map(), systems: new Map(), posts: new Map(), people: new Map() };
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
