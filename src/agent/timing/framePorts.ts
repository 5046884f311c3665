/** Records what frames tell of the messages on ports that main sent them. */

import type { EndpointRegistry } from '../recording/endpoints';
import type { FrameDocument } from '../recording/frameDocument';
import { type PortRegistry, portChannelName } from '../recording/ports';
import type { Recorder } from '../recording/recorder';
import type { ReceivedPortReport } from './frameReportReader';

export class FramePorts {
  constructor(
    private readonly recorder: Recorder,
    private readonly endpoints: EndpointRegistry,
    private readonly ports: PortRegistry,
  ) {}

  /** @param frame endpoint id of the document's frame */
  received(frame: number, document: FrameDocument, report: ReceivedPortReport): void {
    const end = document.portOfPush(report.push, report.port);
    // What main posted was recorded then.
    if (end === undefined || end.holder !== frame || this.ports.receivedOwnElsewhere(end)) return;
    const atUs = document.toMainUs(report.receivedAtUs);
    const record = this.recorder.message({
      kind: 'port',
      direction: 'port',
      channel: portChannelName(end),
      from: this.endpoints.ofPortHolder(end.peer),
      to: frame,
      args: report.isLeftOut ? [] : [report.data],
      leftOutBytes: report.isLeftOut ? report.bytes : undefined,
      origin: 'received',
      port: end.peer.id,
      atUs,
    });
    if (record !== undefined) this.recorder.end(record, { status: 'ok', atUs });
  }
}
