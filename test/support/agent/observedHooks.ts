/** A hook context whose journal can be read, for hooks on objects that stand in for Electron's. */

import { EventEmitter } from 'node:events';
import { CostMeter } from '../../../src/agent/base/costMeter';
import type { ElectronInternals, IpcEmitter, WebContentsLike } from '../../../src/agent/base/electronInternals';
import type { ReportFault } from '../../../src/agent/base/guard';
import { HookContext } from '../../../src/agent/hooks/hookContext';
import { Outbox } from '../../../src/agent/link/outbox';
import { EndpointRegistry } from '../../../src/agent/recording/endpoints';
import { PortRegistry } from '../../../src/agent/recording/ports';
import { Recorder } from '../../../src/agent/recording/recorder';
import { RecordingSettings } from '../../../src/agent/recording/recordingSettings';
import { FramePorts } from '../../../src/agent/timing/framePorts';
import { FrameTiming } from '../../../src/agent/timing/frameTiming';
import type { AgentEntry, MessageEntry } from '../../../src/shared/journal/entries';
import { createEncoder } from '../../../src/shared/value/encode';
import { messagesOf } from '../captureFile';
import { nodeBuiltins } from '../nodeBuiltins';
import { PacedSink } from './pacedSink';

export class ObservedHooks {
  readonly context: HookContext;
  private readonly sink = new PacedSink(Number.POSITIVE_INFINITY);
  private readonly recorder: Recorder;

  constructor(internals: Partial<ElectronInternals> = {}) {
    const outbox = new Outbox();
    const encoder = createEncoder(nodeBuiltins);
    const cost = new CostMeter();
    this.recorder = new Recorder(encoder, outbox, new RecordingSettings(), cost, () => undefined);
    outbox.connect(this.sink, Buffer.alloc(0));
    const complete = {
      findFrame: () => undefined,
      findExistingFrame: internals.findFrame ?? (() => undefined),
      findDispatchFrame: () => undefined,
      isInternalEvent: () => false,
      ...internals,
    };
    const endpoints = new EndpointRegistry(complete, this.recorder, () => undefined as WebContentsLike | undefined);
    const ports = new PortRegistry((entry) => this.recorder.port(entry));
    const reportFault: ReportFault = (where, error) => this.recorder.fault(where, error);
    this.context = new HookContext(
      complete,
      new EventEmitter() as IpcEmitter,
      this.recorder,
      endpoints,
      ports,
      new FrameTiming(this.recorder, endpoints, new FramePorts(this.recorder, endpoints, ports), reportFault, cost),
      reportFault,
      cost,
    );
  }

  /** What has been recorded so far. */
  get entries(): AgentEntry[] {
    this.recorder.flush();
    return this.sink.entries;
  }

  get messages(): MessageEntry[] {
    return messagesOf(this.entries);
  }
}
