// Prints the versions of Electron that the end-to-end tests are run against, for the matrix of a workflow: ["20","22",…].
// `npm run -s electron:versions -- newest` prints only the newest.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './setup/paths.mjs';

/** @type {readonly { major: number, reason: string }[]} */
const electrons = JSON.parse(readFileSync(join(projectRoot, 'test', 'electrons.json'), 'utf8'));
const majors = electrons.map(({ major }) => String(major));
process.stdout.write(`${JSON.stringify(process.argv[2] === 'newest' ? majors.slice(-1) : majors)}\n`);
