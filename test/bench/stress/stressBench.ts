/** The suite `stress`: an app under a flood whose inspector is killed, stopped or slow. */

import { progress } from '../progress';
import { runStress, type StressOptions, type StressResult, TROUBLES } from './stressRun';

/** @throws Error if messages are neither captured nor reported as dropped, or calls are not answered */
export async function benchStress(options: StressOptions): Promise<StressResult[]> {
  const results: StressResult[] = [];
  for (const trouble of TROUBLES) {
    progress(`stress: ${trouble}`);
    const result = await runStress(trouble, options);
    const { load, accounted } = result;
    if (load.answersUs.length !== load.asked) throw new Error(`${trouble}: not all calls were answered.`);
    if (accounted !== undefined && accounted.captured + accounted.dropped !== accounted.passed) {
      throw new Error(`${trouble}: the count is wrong: ${JSON.stringify(accounted)}`);
    }
    results.push(result);
  }
  return results;
}
