'use strict';

const LEVELS = { off: 0, calm: 5, busy: 100, flood: 2000 };
const DEFAULT_LEVEL = 'calm';

// Which part of the messages each participant contributes.
const SHARES = {
  main: 0.2,
  notes: 0.42,
  'tag-cloud': 0.12,
  settings: 0.1,
  sync: 0.06,
  worker: 0.1,
};

function isLevel(level) {
  return Object.hasOwn(LEVELS, level);
}

function levelFromArguments(argv) {
  const argument = argv.find((value) => value.startsWith('--traffic='));
  if (!argument) return DEFAULT_LEVEL;
  const level = argument.slice('--traffic='.length);
  if (isLevel(level)) return level;
  const known = Object.keys(LEVELS).join(', ');
  console.warn(`[fieldnotes] --traffic=${level} is none of ${known}: using ${DEFAULT_LEVEL}`);
  return DEFAULT_LEVEL;
}

function rateOf(level, participant) {
  return LEVELS[level] * SHARES[participant];
}

module.exports = { isLevel, levelFromArguments, rateOf };
