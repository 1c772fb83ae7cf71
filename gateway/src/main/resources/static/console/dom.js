// Builds elements. Text always goes in as text, so nothing that a reporter typed can become markup.

const SVG = new Set(['svg', 'path', 'circle', 'rect', 'g', 'line', 'polyline']);

/** An element of that tag; `on*` properties become listeners, false and null ones are left out. */
export function h(tag, properties, ...children) {
  const element = SVG.has(tag) ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

const PATHS = {
  bell: 'M6 8a6 6 0 0 1 12 0c0 7 3 9 3 9H3s3-2 3-9M10.3 21a1.94 1.94 0 0 0 3.4 0',
  check: 'M20 6 9 17l-5-5',
  back: 'M15 18l-6-6 6-6',
  phone: 'M22 16.92v3a2 2 0 0 1-2.18 2 19.8 19.8 0 0 1-8.63-3.07 19.5 19.5 0 0 1-6-6A19.8 19.8 0 0 1 2.12 4.18 2 2 0 0 1 4.11 2h3a2 2 0 0 1 2 1.72c.13.96.36 1.9.7 2.81a2 2 0 0 1-.45 2.11L8.09 9.91a16 16 0 0 0 6 6l1.27-1.27a2 2 0 0 1 2.11-.45c.91.34 1.85.57 2.81.7A2 2 0 0 1 22 16.92z',
  list: 'M8 6h13M8 12h13M8 18h13M3 6h.01M3 12h.01M3 18h.01',
  plus: 'M12 5v14M5 12h14',
  sun: 'M12 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12 1v2M12 21v2M4.22 4.22l1.42 1.42M18.36 18.36l1.42 1.42M1 12h2M21 12h2M4.22 19.78l1.42-1.42M18.36 5.64l1.42-1.42',
  moon: 'M21 12.79A9 9 0 1 1 11.21 3 7 7 0 0 0 21 12.79z',
  out: 'M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4M16 17l5-5-5-5M21 12H9',
  clock: 'M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM12 6v6l4 2',
  eye: 'M1 12s4-8 11-8 11 8 11 8-4 8-11 8S1 12 1 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
};

/** A line drawing; decorative, so hidden from readers. */
export function icon(name) {
  return h('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, h('path', { d: PATHS[name] }));
}

/**
 * Shows a list and touches only what changed, so that focus and scroll stay where they are.
 * `signature` says all that an item's element depends on.
 */
export function patchList(container, items, key, signature, render) {
  const old = new Map([...container.children].map((c) => [c.dataset.key, c]));
  const wanted = items.map((item) => {
    const is = signature(item);
    const known = old.get(key(item));
    if (known && known.dataset.signature === is) return known;
    const element = render(item);
    element.dataset.key = key(item);
    element.dataset.signature = is;
    if (known?.contains(document.activeElement)) queueMicrotask(() => focusFirst(element));
    return element;
  });
  // What is gone goes first, so that nothing that stays is moved: an element that moves loses the focus.
  const stays = new Set(wanted);
  for (const element of [...container.children]) if (!stays.has(element)) element.remove();
  wanted.forEach((element, i) => {
    if (container.children[i] !== element) container.insertBefore(element, container.children[i] ?? null);
  });
}

function focusFirst(element) {
  (element.matches('a,button') ? element : element.querySelector('a,button,summary'))?.focus({ preventScroll: true });
}

const FOCUSABLE = 'a[href],button,input,select,textarea,summary,[tabindex]';

/**
 * Draws and leaves the focus where it was: on what took the place of the focused element, known by its id, name,
 * `data-key` or words and by what it stands in, else on the part of the page that it was in.
 */
export function keepFocus(root, draw) {
  const held = document.activeElement;
  const within = held !== root && root.contains(held);
  const key = within && identity(held);
  const part = within && [...root.children].find((child) => child.contains(held));
  draw();
  if (!within || (held.isConnected && document.activeElement === held)) return;
  const next = key && [...root.querySelectorAll(FOCUSABLE)].find((element) => identity(element) === key);
  (next || landing(part?.isConnected && !part.hidden ? part : root)).focus({ preventScroll: true });
}

function identity(element) {
  const own = element.id || element.getAttribute('name') || element.dataset.key || (element.matches('a,button') && element.textContent);
  const around = element.parentElement?.closest('[data-key]')?.dataset.key ?? '';
  return own || around ? `${element.tagName} ${around} ${own || ''}` : null;
}

function landing(element) {
  if (!element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
  return element;
}

/** A short word at the edge of the page that goes away by itself. */
export function toast(text, kind = 'good') {
  const element = h('div', { class: `toast ${kind}` }, text);
  document.getElementById('toasts').append(element);
  setTimeout(() => element.remove(), kind === 'bad' ? 9000 : 5000);
}
