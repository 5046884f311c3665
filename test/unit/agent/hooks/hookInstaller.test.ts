import { expect, test } from 'vitest';
import { type Hook, HookInstaller } from '../../../../src/agent/hooks/hookInstaller';

/** What was done, in order. */
let steps: string[] = [];

function hook(name: string, facts: Partial<Hook> = {}): Hook {
  const install = () => {
    steps.push(`install ${name}`);
    return () => steps.push(`remove ${name}`);
  };
  return { name, holder: {}, install, ...facts };
}

function installed(...hooks: Hook[]): HookInstaller {
  steps = [];
  const installer = new HookInstaller();
  installer.installAll(hooks);
  return installer;
}

test('hooks are installed in order, and removed in the reverse order, once', () => {
  const installer = installed(hook('first'), hook('second'));
  installer.uninstallAll();
  installer.uninstallAll();
  expect(steps).toEqual(['install first', 'install second', 'remove second', 'remove first']);
});

test('a hook that can no longer be removed keeps no other from being removed, and throws nothing into the app', () => {
  const frozen = {};
  const install = () => () => {
    Object.defineProperty(Object.freeze(frozen), 'send', { value: 1 });
  };
  const installer = installed(hook('first'), hook('frozen', { install }), hook('last'));
  installer.uninstallAll();
  expect(steps).toEqual(['install first', 'install last', 'remove last', 'remove first']);
});

test('a hook that fails is reported, and the others go on', () => {
  const fails = () => {
    throw new TypeError('send is not a method of its own');
  };
  const installer = installed(hook('first'), hook('broken', { install: fails }), hook('last'));
  expect(installer.reports).toEqual([
    { name: 'first' },
    { name: 'broken', unavailable: 'TypeError: send is not a method of its own' },
    { name: 'last' },
  ]);
  installer.uninstallAll();
  expect(steps).toEqual(['install first', 'install last', 'remove last', 'remove first']);
});

test('what this Electron lacks is reported; what does not apply to it is not', () => {
  const installer = installed(
    hook('lacking', { holder: undefined }),
    hook('elsewhere', { holder: undefined, applies: false }),
  );
  expect(installer.reports).toEqual([{ name: 'lacking', unavailable: 'not in this version of Electron' }]);
  expect(steps).toEqual([]);
});

test('a hook that does not see everything says what, from the start or later', () => {
  const partly = { uninstall: () => steps.push('remove partly'), unavailable: 'sandboxed frames have none' };
  const installer = installed(hook('partly', { install: () => partly }), hook('whole'));
  expect(installer.whyUnavailable('partly')).toBe('sandboxed frames have none');
  expect(installer.whyUnavailable('whole')).toBeUndefined();

  installer.limit('whole', 'no session takes it');
  expect(installer.reports).toEqual([
    { name: 'partly', unavailable: 'sandboxed frames have none' },
    { name: 'whole', unavailable: 'no session takes it' },
  ]);
  installer.uninstallAll();
  expect(steps).toEqual(['install whole', 'remove whole', 'remove partly']);
});
