// Calls the API with the bearer token, reads refusals (problem+json), follows event streams by fetch,
// because EventSource cannot send a token.

import { locale, t } from './i18n.js';
import * as session from './session.js';

/** A refusal, in the reader's language, as the service worded it. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? t('failed'));
    this.status = status;
    this.errors = problem?.errors ?? [];
    this.missing = problem?.missing ?? [];
  }
}

function headers(more) {
  const all = { 'Accept-Language': locale(), ...more };
  if (session.token()) all.Authorization = `Bearer ${session.token()}`;
  return all;
}

async function call(method, path, { body, more } = {}) {
  let response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: headers({ Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}), ...more }),
      body: body && JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0, { detail: t('unreachable') });
  }
  if (response.status === 401 && session.token()) session.end(t('expired'));
  const text = await response.text();
  const json = text ? safely(text) : null;
  if (!response.ok) throw new Refusal(response.status, json);
  return { body: json, text, etag: response.headers.get('ETag'), status: response.status };
}

function safely(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const get = async (path) => (await call('GET', path)).body;
/** Whether the platform takes that token; nobody is signed in or out by it. */
export async function holds(token) {
  if (!/^[\x21-\x7e]+$/.test(token)) return false; // no header can carry it
  try {
    await call('GET', '/me', { more: { Authorization: `Bearer ${token}` } });
    return true;
  } catch (refused) {
    if (refused.status === 401) return false;
    throw refused;
  }
}

export const getTagged = (path) => call('GET', path);
/** What is no JSON, as it came. */
export const text = async (path) => (await call('GET', path, { more: { Accept: '*/*' } })).text;
export const put = async (path, body, more) => (await call('PUT', path, { body: body ?? {}, more })).body;
export const post = async (path, body, more) => (await call('POST', path, { body: body ?? {}, more })).body;

export const remove = async (path) => (await call('DELETE', path)).body;

/** An id for a request that may be sent twice; plain http on a LAN has no crypto.randomUUID. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * Follows a stream until the signal ends it. `onOpen` when it is there, `onEvent({id, event, data})`
 * for each event; resolves when the server ends it, throws when it cannot be had.
 */
export async function follow(path, { signal, lastId, onOpen, onEvent }) {
  const response = await fetch(`/api/v1${path}`, {
    headers: headers({ Accept: 'text/event-stream', ...(lastId ? { 'Last-Event-ID': lastId } : {}) }),
    signal,
    cache: 'no-store',
  });
  if (response.status === 401) session.end(t('expired'));
  if (!response.ok) throw new Refusal(response.status, safely(await response.text()));
  onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value.replaceAll('\r', '')).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event) onEvent(event);
    }
  }
}

function parse(block) {
  const event = { id: null, event: 'message', data: '' };
  let seen = false;
  for (const line of block.split('\n')) {
    const at = line.indexOf(':');
    if (at <= 0) continue; // a comment keeps the line warm
    const field = line.slice(0, at);
    const value = line.slice(at + 1).replace(/^ /, '');
    if (field === 'data') event.data += (event.data ? '\n' : '') + value;
    else if (field in event) event[field] = value;
    seen = true;
  }
  return seen ? event : null;
}
