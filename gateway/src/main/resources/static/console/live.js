// Keeps the page current: a stream where there is one, a look every few seconds where there is not.

import { follow } from './api.js';

const POLL = 5000;
const LONGEST_WAIT = 15000;

/**
 * Calls `onChange(incidentId | null)` whenever something may have changed and `onState('live' |
 * 'polling' | 'offline')` when the line changes. Returns a function that stops it.
 */
export function start(onChange, onState, path = '/incidents/stream') {
  const abort = new AbortController();
  run(abort.signal, onChange, onState, path);
  return () => abort.abort();
}

async function run(signal, onChange, onState, path) {
  let wait = 1000;
  let lastId = null;
  while (!signal.aborted) {
    try {
      await follow(path, {
        signal,
        lastId,
        onOpen: () => {
          wait = 1000;
          onState('live');
          onChange(null);
        },
        onEvent: (event) => {
          lastId = event.id ?? lastId;
          // What carries an id alone says where to resume, not that anything changed.
          if (event.data || event.event === 'reset') onChange(incidentOf(event.data));
        },
      });
    } catch (refused) {
      if (signal.aborted) return;
      onState(refused.status ? 'polling' : 'offline');
      wait = Math.min(LONGEST_WAIT, wait * 2);
    }
    // Jitter, or every console comes back in the same instant after a restart.
    const until = Date.now() + wait * (0.5 + Math.random());
    while (!signal.aborted && Date.now() < until) {
      await pause(Math.min(POLL, Math.max(50, until - Date.now())), signal);
      if (!signal.aborted && document.visibilityState === 'visible') onChange(null);
    }
  }
}

function incidentOf(data) {
  try {
    const json = JSON.parse(data);
    return json.incidentId ?? json.incident?.id ?? json.id ?? null;
  } catch {
    return null;
  }
}

function pause(ms, signal) {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    }, { once: true });
  });
}
