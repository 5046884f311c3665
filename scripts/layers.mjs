// The order of the folders in src: a folder may import those before it in its room, and shared/, but none after it.
// `node scripts/layers.mjs` writes biome.layers.json, by which the linter holds to it; a unit test compares the two.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isStarted, projectRoot } from './setup/paths.mjs';

/**
 * @typedef {object} Refusal
 * @property {readonly string[]} group patterns of what may not be imported
 * @property {string} message
 */

/**
 * @typedef {object} Room
 * @property {string} name folder in src
 * @property {readonly string[]} folders from the lowest to the highest; empty: the room has none
 * @property {readonly string[]} entries files beside the folders, without extension: no folder imports them
 * @property {readonly Refusal[]} refuses for the whole room
 * @property {readonly string[]} [withElectron] of a room that is plain Node otherwise: folders that may use Electron
 */

/** @type {readonly Room[]} */
export const ROOMS = [
  {
    name: 'shared',
    folders: [
      'base',
      'format',
      'redaction',
      'value',
      'journal',
      'columns',
      'channels',
      'filter',
      'stats',
      'export',
      'replay',
      'link',
      'session',
      'bridge',
    ],
    entries: [],
    refuses: [
      {
        group: ['**/agent/**', '**/main/**', '**/preload/**', '**/renderer/**'],
        message: 'shared/ imports no other room.',
      },
      { group: ['electron', 'react', 'react-dom', 'zustand', 'node:*'], message: 'shared/ is pure.' },
    ],
  },
  {
    name: 'agent',
    // `frame` is a bundle of its own, which runs in documents.
    folders: ['base', 'frame', 'link', 'recording', 'channels', 'timing', 'hooks', 'replay'],
    entries: ['capture', 'controls', 'findInspector', 'index', 'launchTraces', 'presence', 'runHook'],
    refuses: [
      {
        group: ['**/main/**', '**/preload/**', '**/renderer/**'],
        message: 'The agent imports shared/ only; it meets the inspector on the wire.',
      },
      {
        group: ['*', '!node:*', '!.*', '!electron'],
        message: 'The agent is one self-contained file: no dependencies.',
      },
    ],
  },
  {
    name: 'main',
    folders: [
      'base',
      'journal',
      'recordings',
      'query',
      'targets',
      'doctor',
      'capture',
      'settings',
      'inspection',
      'cli',
      'window',
    ],
    entries: ['index'],
    refuses: [
      {
        group: ['**/agent/**', '**/preload/**', '**/renderer/**'],
        message: 'main/ imports shared/ only; the agent is loaded as a built file.',
      },
    ],
    withElectron: ['window'],
  },
  {
    name: 'preload',
    folders: [],
    entries: ['index'],
    refuses: [
      {
        group: ['**/agent/**', '**/main/**', '**/renderer/**', 'node:*'],
        message: 'The preload is sandboxed: shared/ and electron only.',
      },
    ],
  },
  {
    name: 'renderer',
    folders: [
      'jsx',
      'components',
      'session',
      'commands',
      'value',
      'settings',
      'output',
      'stuck',
      'captureFiles',
      'targets',
      'timeline',
      'filter',
      'channels',
      'ports',
      'find',
      'replay',
      'detail',
      'messages',
      'statusBar',
      'views',
      'toolbar',
      'app',
    ],
    entries: [],
    refuses: [
      {
        group: ['**/agent/**', '**/main/**', '**/preload/**', 'electron', 'node:*'],
        message: 'The renderer imports shared/ only; it reaches main through the window API.',
      },
    ],
  },
];

/** The content of biome.layers.json. */
export function layerRules() {
  return {
    overrides: ROOMS.flatMap((room) => [
      override(`src/${room.name}/**`, room.refuses),
      ...room.folders.map((folder, i) => override(`src/${room.name}/${folder}/**`, refusalsOf(room, folder, i))),
    ]),
  };
}

/** @param {Room} room @param {string} folder @param {number} level @returns {readonly Refusal[]} */
function refusalsOf({ name, folders, entries, refuses, withElectron }, folder, level) {
  const above = folders.slice(level + 1);
  const refusals = [...refuses];
  if (above.length > 0) {
    refusals.push({
      group: [`{../,../../,../../../}{${above.join(',')}${above.length === 1 ? ',' : ''}}/**`],
      message: `${name}/${folder} lies below this folder: see scripts/layers.mjs.`,
    });
  }
  if (entries.length > 0) {
    refusals.push({
      group: [`{../,../../}{${entries.join(',')}${entries.length === 1 ? ',' : ''}}`],
      message: `${name}/${folder} lies below the entry files of its room.`,
    });
  }
  if (withElectron !== undefined && !withElectron.includes(folder)) {
    refusals.push({ group: ['electron'], message: `${name}/${folder} is plain Node and runs without Electron.` });
  }
  return refusals;
}

/** @param {string} includes @param {readonly Refusal[]} patterns */
function override(includes, patterns) {
  const noRestrictedImports = { level: 'error', options: { patterns } };
  return { includes: [includes], linter: { rules: { style: { noRestrictedImports } } } };
}

if (isStarted(import.meta.url)) {
  const lines = layerRules().overrides.map((rule) => JSON.stringify(rule));
  writeFileSync(join(projectRoot, 'biome.layers.json'), `{"overrides":[\n${lines.join(',\n')}\n]}\n`);
}
