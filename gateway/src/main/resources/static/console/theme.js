// Not a module, so that it runs before the first paint and a dark page does not flash white.
(() => {
  const theme = localStorage.getItem('tocsin.theme');
  if (theme) document.documentElement.dataset.theme = theme;
})();
