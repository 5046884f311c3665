'use strict';

// `electroscope/agent`, for an app's own code. Loads nothing else unless it is asked for.

const SWITCH = '--electroscope';
const OFF = new Set(['', '0', 'false', 'off']);

/** @returns {string | undefined} what was asked with; undefined: nothing was */
function asked() {
  const argument = process.argv.find((text) => text === SWITCH || text.startsWith(`${SWITCH}=`));
  const value = argument === undefined ? process.env.ELECTROSCOPE : argument.slice(SWITCH.length + 1) || '1';
  return value === undefined || OFF.has(value.toLowerCase()) ? undefined : value;
}

function attach() {
  // In a window, a utility process or plain Node there is nothing to watch.
  if (/** @type {{ type?: string }} */ (process).type !== 'browser') return false;
  try {
    const value = asked();
    return value !== undefined && require('../out/agent/agent.cjs').join(value) === true;
  } catch (error) {
    process.stderr.write(`electroscope: it could not be attached: ${error instanceof Error ? error.message : error}\n`);
    return false;
  }
}

exports.attach = attach;
