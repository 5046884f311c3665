import { expect, test } from 'vitest';
import { inspectorSettings, portInUse } from '../../../../../src/main/targets/nodeInspector/inspectorPorts';

test.each([
  ['', { isOn: false, port: 9229 }],
  ['main.js --inspector --my-inspect=5', { isOn: false, port: 9229 }],
  ['--inspect main.js', { isOn: true, port: 9229 }],
  ['--inspect=0 main.js', { isOn: true, port: 0 }],
  ['--inspect-brk=127.0.0.1:5858', { isOn: true, port: 5858 }],
  ['--inspect-wait=[::1]:5859', { isOn: true, port: 5859 }],
  ['--inspect=5860', { isOn: true, port: 5860 }],
  ['--inspect=localhost', { isOn: true, port: 9229 }],
  ['--inspect-port=5861', { isOn: false, port: 5861 }],
  ['--inspect=0 --inspect-publish-uid=stderr', { isOn: false, port: 0 }],
  ['--inspect=0 --inspect-publish-uid=stderr,http', { isOn: true, port: 0 }],
  ['--inspect --debug-port=5862', { isOn: true, port: 5862 }],
])('a process that was started with “%s” says where its inspector is', (args, expected) => {
  expect(inspectorSettings(args.split(' '))).toEqual(expected);
  expect(inspectorSettings([args])).toEqual(expected);
});

test('a port is taken for an inspector where the process was told so, or where Node opens it by itself', () => {
  const off = { isOn: false, port: 9229 };
  expect(portInUse(off, [])).toEqual({ is: 'off', port: 9229 });
  expect(portInUse(off, [3000, 4000])).toEqual({ is: 'off', port: 9229 });
  expect(portInUse(off, [3000, 9229])).toEqual({ is: 'on', port: 9229 });
  expect(portInUse({ isOn: true, port: 5858 }, [3000, 5858])).toEqual({ is: 'on', port: 5858 });
  // It could not listen.
  expect(portInUse({ isOn: true, port: 5858 }, [3000])).toEqual({ is: 'off', port: 5858 });
});

test('a port that the system chose is known where it is the only one', () => {
  const random = { isOn: true, port: 0 };
  expect(portInUse(random, [41_000])).toEqual({ is: 'on', port: 41_000 });
  expect(portInUse(random, [41_000, 42_000])).toEqual({ is: 'one of', ports: [41_000, 42_000] });
  expect(portInUse(random, [])).toEqual({ is: 'off', port: 0 });
});
