// Who is signed in. The token lives as long as the tab: closing it signs out.

const KEY = 'tocsin.token';
let onEnd = () => {};

export const token = () => sessionStorage.getItem(KEY);

export function begin(value) {
  sessionStorage.setItem(KEY, value.trim());
}

/** Signs out; `why` is shown on the sign-in page. */
export function end(why) {
  sessionStorage.removeItem(KEY);
  onEnd(why);
}

export function whenEnded(listener) {
  onEnd = listener;
}
