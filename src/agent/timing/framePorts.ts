/** Records what frames tell of the messages on ports that main sent them. */

import type { EndpointRegistry } from '../endpoints';
import { type PortRegistry, portChannelName } from '../ports';
import type { Recorder } from '../recorder';
import type { FrameDocument } from './frameDocument';
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
