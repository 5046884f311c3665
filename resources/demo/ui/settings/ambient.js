import { Pulse } from '../shared/pulse.mjs';

export function createAmbient({ measure, sendUsageReport }) {
  return new Pulse([
    // Main answers with the measurement.
    { messageCount: 2, play: measure },
    { messageCount: 1, play: sendUsageReport },
  ]);
}
