// Turns the report of an end-to-end run, of one Electron on one system, into a row of the table in docs/compatibility.md.

/** The columns, and the specs that show each. */
export const FEATURES = [
  { name: 'messages', specs: ['routes', 'channels', 'endpoints', 'uncloneable'] },
  { name: 'call stacks', specs: ['callStack', 'errorStacks'] },
  { name: 'ports', specs: ['ports'] },
  { name: 'utility processes', specs: ['utility'] },
  { name: 'timing', specs: ['timing', 'preloads'] },
  { name: 'app unchanged', specs: ['differential', 'replacedGlobals', 'closing'] },
  { name: 'nothing missed', specs: ['completeness', 'stress'] },
  { name: 'ends and crashes', specs: ['appEnds', 'lastWords', 'lastReports'] },
  { name: 'attachment', specs: ['launch', 'run', 'commands', 'attach', 'selfAttach', 'packaged', 'troubledStarts'] },
  {
    name: 'replay',
    specs: ['replay', 'replayCommand', 'replayEvents', 'replayFailures', 'replayFrames', 'replaySynthetic'],
  },
  { name: 'window', specs: ['demo', 'messages', 'views', 'windows', 'windowStarts', 'windowMethods'] },
];

const SYSTEMS = new Map([
  ['linux', 'Linux'],
  ['darwin', 'macOS'],
  ['win32', 'Windows'],
]);

/** @typedef {import('./runner-reports.mjs').PlaywrightSuite} PlaywrightSuite */

/** The two lines above the rows. */
export function tableHead() {
  const columns = ['Electron', 'system', ...FEATURES.map(({ name }) => name)];
  return `| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}\n`;
}

/**
 * @param {string} version of Electron
 * @param {{ platform: string, arch: string }} system
 * @param {{ suites: readonly PlaywrightSuite[] } | undefined} report of Playwright's JSON reporter
 */
export function tableRow(version, { platform, arch }, report) {
  const cells = FEATURES.map(({ specs }) => {
    const files = specs.map((name) => `${name}.spec.ts`);
    const suites = (report?.suites ?? []).filter(({ file }) => files.some((name) => file?.endsWith(name)));
    return describe(suites.flatMap(testsOf));
  });
  return `| ${[version, `${SYSTEMS.get(platform) ?? platform} ${arch}`, ...cells].join(' | ')} |\n`;
}

/** @typedef {NonNullable<PlaywrightSuite['specs']>[number]['tests'][number]} RunTest */

/** @param {readonly RunTest[]} tests */
function describe(tests) {
  if (tests.length === 0) return 'not run';
  const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').length;
  if (failed > 0) return `${failed} of ${tests.length} failed`;
  const ran = tests.filter(({ status }) => status === 'expected').length;
  if (ran === tests.length) return 'run';
  if (ran > 0) return `run (${ran} of ${tests.length})`;
  const isOfVersion = tests.every(({ annotations = [] }) =>
    annotations.some(({ description = '' }) => description.startsWith('only with Electron')),
  );
  return isOfVersion ? 'not available' : 'left out';
}

/** @param {PlaywrightSuite} suite @returns {RunTest[]} */
function testsOf({ suites = [], specs = [] }) {
  return [...specs.flatMap(({ tests }) => tests), ...suites.flatMap(testsOf)];
}
