'use strict';

// What module mocks, monitoring agents and Plug'n'Play do: they answer for modules that are no files.
const Module = require('node:module');
const next = Module._load;
Module._load = function _load(request, ...rest) {
  return request === 'virtual:settings' ? { edition: 'virtual' } : next.call(this, request, ...rest);
};
globalThis.ownLoad = Module._load;
