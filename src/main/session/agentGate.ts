/** Where agents report: the socket, what it takes to connect to it, and how they are to record. */

import type { CaptureSettings as AgentSettings } from '../../shared/link/captureSettings';
import type { LinkAddress } from '../../shared/link/handshake';
import { type AgentConnection, AgentServer } from '../targets/agentServer';
import { MeetingPlace } from '../targets/meetingPlace';

export class AgentGate {
  private server: AgentServer | undefined;
  private meetingPlace: MeetingPlace | undefined;

  constructor(
    private settings: Partial<AgentSettings>,
    private readonly onConnect: (connection: AgentConnection) => void,
  ) {}

  /** What an agent needs in order to connect. Nothing listens before this is asked for. */
  async address(): Promise<LinkAddress> {
    this.server ??= await AgentServer.listen(this.onConnect);
    return { ...this.server.address, settings: this.settings, inspectorPid: process.pid };
  }

  /** Changes how agents that are yet to come record. */
  configure(changes: Partial<AgentSettings>): void {
    this.settings = { ...this.settings, ...changes };
    if (this.meetingPlace !== undefined) void this.publish(this.meetingPlace);
  }

  /**
   * Lets apps find it that ask for it in their own code.
   *
   * @throws UserError if they can't
   */
  async openToApps(): Promise<void> {
    const place = MeetingPlace.open();
    await this.publish(place);
    this.meetingPlace = place;
  }

  /** Drops every connection, and leaves nothing behind. */
  async close(): Promise<void> {
    this.meetingPlace?.close();
    await this.server?.close();
  }

  private async publish(place: MeetingPlace): Promise<void> {
    place.publish(await this.address());
  }
}
