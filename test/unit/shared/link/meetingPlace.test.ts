import { expect, test } from 'vitest';
import { MEETING_SUFFIX, meetingFolder } from '../../../../src/shared/link/meetingPlace';

test('users have folders of their own, where there are users', () => {
  expect(meetingFolder('/tmp', 1000)).toBe('/tmp/electroscope-1000');
  expect(meetingFolder('/tmp', 0)).toBe('/tmp/electroscope-0');
  expect(meetingFolder('C:/Temp', undefined)).toBe('C:/Temp/electroscope');
  expect(MEETING_SUFFIX).toBe('.json');
});
