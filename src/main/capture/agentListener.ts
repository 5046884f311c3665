/** Listens for agents: owns the socket, hands out addresses to connect to, and holds the settings that new agents get. */

import type { AgentSettings } from '../../shared/link/agentSettings';
import type { LinkAddress } from '../../shared/link/handshake';
import { type AgentConnection, AgentServer } from '../targets/agentServer';
import { DiscoveryFile } from '../targets/discoveryFile';

export class AgentListener {
  private server: AgentServer | undefined;
  private listening: Promise<AgentServer> | undefined;
  private discoveryFile: DiscoveryFile | undefined;

  constructor(
    private settings: Partial<AgentSettings>,
    private readonly onConnect: (connection: AgentConnection) => void,
  ) {}

  /** What the agents of a target need in order to connect, told apart by its token. The first call starts listening. */
  async newAddress(): Promise<LinkAddress> {
    return this.complete((await this.listen()).newAddress());
  }

  /** @returns a file that holds an address, as long as this listens */
  async linkFile(address: LinkAddress): Promise<string> {
    return (await this.listen()).writeLink(address);
  }

  /** Whether an app connected by itself, through the discovery file. */
  isOpenTo({ token }: AgentConnection): boolean {
    return this.discoveryFile !== undefined && token === this.server?.address.token;
  }

  /** The agents of a target may not connect any more. */
  revoke({ token }: LinkAddress): void {
    this.server?.revoke(token);
  }

  /** Changes the settings of agents that connect later. */
  configure(changes: Partial<AgentSettings>): void {
    this.settings = { ...this.settings, ...changes };
    if (this.discoveryFile !== undefined) void this.publish(this.discoveryFile);
  }

  /**
   * Publishes the address for apps that connect from their own code.
   *
   * @throws UserError if the discovery file can't be written
   */
  async openToApps(): Promise<void> {
    const file = DiscoveryFile.open();
    await this.publish(file);
    this.discoveryFile = file;
  }

  /** Drops every connection, and leaves nothing behind. */
  async close(): Promise<void> {
    this.discoveryFile?.close();
    // The server may be about to listen.
    const server = await this.listening?.catch(() => undefined);
    await server?.close();
  }

  private async publish(file: DiscoveryFile): Promise<void> {
    file.publish(this.complete((await this.listen()).address));
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
