import { afterEach, expect, test } from 'vitest';
import { installRelaunchHook, type Restart } from '../../../../src/agent/hooks/appLifecycle';

class FakeApp {
  /** What the next process would start with. */
  readonly starts: (readonly (string | undefined)[])[] = [];

  relaunch(): void {
    this.starts.push([process.env.TEST_LINK, process.env.TEST_OPTIONS]);
  }
}

afterEach(() => {
  delete process.env.TEST_LINK;
  delete process.env.TEST_OPTIONS;
});

function relaunch(variables: Restart['variables']): FakeApp['starts'] {
  const app = new FakeApp();
  const restart: Restart = { variables, arguments: [], defaultArguments: undefined };
  const uninstall = installRelaunchHook(app as never, restart, () => {});
  app.relaunch();
  uninstall();
  expect(Object.getOwnPropertyNames(FakeApp.prototype)).toEqual(['constructor', 'relaunch']);
  return app.starts;
}

test('the next start has the variables, and the app keeps its own environment', () => {
  process.env.TEST_OPTIONS = 'own';
  expect(relaunch({ TEST_LINK: 'link', TEST_OPTIONS: 'hook own' })).toEqual([['link', 'hook own']]);
  expect('TEST_LINK' in process.env).toBe(false);
  expect(process.env.TEST_OPTIONS).toBe('own');
});

test('a variable that depends on what the app has set is asked at each start', () => {
  process.env.TEST_OPTIONS = 'changed';
  const variables = {
    get TEST_OPTIONS() {
      return `hook ${process.env.TEST_OPTIONS}`;
    },
  };
  expect(relaunch(variables)).toEqual([[undefined, 'hook changed']]);
  expect(process.env.TEST_OPTIONS).toBe('changed');
});
