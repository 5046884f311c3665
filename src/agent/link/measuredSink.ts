import type { CostMeter } from '../base/costMeter';
import type { ByteSink } from './outbox';

/** A sink after whose writes the outbox goes on as part of the agent's cost. */
export function measuredSink(sink: ByteSink, cost: CostMeter): ByteSink {
  return {
    writeNow: (bytes) => sink.writeNow(bytes),
    write: (parts, done) => sink.write(parts, (isSent) => cost.measureBatch(() => done(isSent))),
    get unsentBytes() {
      return sink.unsentBytes;
    },
    inOwnTask: (work) => cost.measureBatch(work),
    end: () => sink.end(),
  };
}
