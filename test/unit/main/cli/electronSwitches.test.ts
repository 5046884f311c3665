import { expect, test } from 'vitest';
import { withoutElectronSwitches } from '../../../../src/main/cli/electronSwitches';

test('what is for Electron is no argument of ours, but what comes after -- is the app’s', () => {
  expect(
    withoutElectronSwitches([
      ...['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '--ozone-platform=wayland', '--disable-gpu'],
      ...['run.escope', '--enable-features=A,B', '--open', 'b.escope', '--', '--no-sandbox'],
    ]),
  ).toEqual(['run.escope', '--open', 'b.escope', '--', '--no-sandbox']);
});
