// An app as electron-vite's template makes it, with as little as works.
export default {
  main: { build: { watch: {} } },
  preload: {},
  renderer: {},
};
