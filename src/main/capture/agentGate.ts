/** Where agents report: the socket, what it takes to connect to it, and how they are to record. */

import type { CaptureSettings as AgentSettings } from '../../shared/link/captureSettings';
import type { LinkAddress } from '../../shared/link/handshake';
import { type AgentConnection, AgentServer } from '../targets/agentServer';
import { MeetingPlace } from '../targets/meetingPlace';

export class AgentGate {
  private server: AgentServer | undefined;
  private listening: Promise<AgentServer> | undefined;
  private meetingPlace: MeetingPlace | undefined;

  constructor(
    private settings: Partial<AgentSettings>,
    private readonly onConnect: (connection: AgentConnection) => void,
  ) {}

  /** What the agents of a target need in order to connect, told apart by its token. Nothing listens before this is asked for. */
  async newAddress(): Promise<LinkAddress> {
    return this.complete((await this.listen()).newAddress());
  }

  /** @returns a file that holds an address, as long as this listens */
  async linkFile(address: LinkAddress): Promise<string> {
    return (await this.listen()).writeLink(address);
  }

  /** Whether it is what apps find that ask for an inspector in their own code. */
  isOpenTo({ token }: AgentConnection): boolean {
    return this.meetingPlace !== undefined && token === this.server?.address.token;
  }

  /** The agents of a target may not connect any more. */
  revoke({ token }: LinkAddress): void {
    this.server?.revoke(token);
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
    // It may just be about to listen.
    const server = await this.listening?.catch(() => undefined);
    await server?.close();
  }

  private async publish(place: MeetingPlace): Promise<void> {
    place.publish(this.complete((await this.listen()).address));
  }

  private listen(): Promise<AgentServer> {
    this.listening ??= AgentServer.listen(this.onConnect).then((server) => {
      this.server = server;
      return server;
    });
    return this.listening;
  }

  private complete(address: LinkAddress): LinkAddress {
    return { ...address, settings: this.settings, inspectorPid: process.pid };
  }
}
