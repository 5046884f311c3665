import { expect, test } from 'vitest';
import { DISCOVERY_SUFFIX, discoveryFolder } from '../../../../src/shared/link/discovery';

test('users have folders of their own, where there are users', () => {
  expect(discoveryFolder('/tmp', 1000)).toBe('/tmp/electroscope-1000');
  expect(discoveryFolder('/tmp', 0)).toBe('/tmp/electroscope-0');
  expect(discoveryFolder('C:/Temp', undefined)).toBe('C:/Temp/electroscope');
  expect(DISCOVERY_SUFFIX).toBe('.json');
});
