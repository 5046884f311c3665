/**
 * Accepts agents on a local socket: a Unix socket in a folder that only this user can enter, or a Windows named pipe
 * with an unguessable name. A connection that does not present the token at once is dropped.
 */

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { TargetDescription } from '../../shared/journal/entries';
import { isTargetDescription } from '../../shared/journal/lineCodec';
import { type ControlMessage, encodeControl, MAX_CONTROL_BYTES } from '../../shared/link/control';
import { HELLO_TIMEOUT_MS, type Hello, LINK_PROTOCOL, type LinkAddress } from '../../shared/link/handshake';
import { isSpillName } from '../../shared/link/spill';
import { LineSplitter } from '../base/lineSplitter';
import { makeTemporaryFolder } from '../base/temporaryFolders';
import { AgentStream } from './agentStream';
import { PacedReads } from './pacedReads';

/** A target's agent, after it has introduced itself. */
export interface AgentConnection {
  readonly target: TargetDescription;
  /** What it has presented: of the address that it was given. */
  readonly token: string;
  /** It answers a `ping`. */
  readonly answersPing: boolean;
  /** @param onLine gets every line after the hello, as bytes valid only during the call */
  onLine(onLine: (line: Buffer) => void): void;
  onClose(onClose: () => void): void;
  /**
   * Tells the agent something; it acts on it as soon as the target's event loop comes round.
   *
   * @returns false if it is longer than an agent reads; then nothing is sent
   */
  send(message: ControlMessage): boolean;
  /** Ends the connection; the agent then removes itself from the target. */
  close(): void;
}

const SOCKET_NAME = 'agent.sock';
const MAX_HELLO_BYTES = 64 * 1024;
/** A message's payload is bounded by the agent; this is far above what it can send. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

export class AgentServer {
  private readonly sockets = new Set<Socket>();
  private readonly tokens: Set<string>;
  private nextLink = 1;

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
    /** What an agent needs in order to connect. */
    readonly address: LinkAddress,
  ) {
    this.tokens = new Set([address.token]);
  }

  /** @param onConnect is called for each agent that presented the token */
  static async listen(onConnect: (connection: AgentConnection) => void): Promise<AgentServer> {
    const token = newToken();
    // That only this user can enter it guards what is in it.
    const folder = await makeTemporaryFolder('agent', { socketName: SOCKET_NAME });
    const path =
      process.platform === 'win32'
        ? `\\\\.\\pipe\\electroscope-${randomBytes(16).toString('hex')}`
        : join(folder, SOCKET_NAME);
    const server = createServer();
    const agentServer = new AgentServer(server, folder, { path, token, spillFolder: folder });
    server.on('connection', (socket) => agentServer.accept(socket, onConnect));
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(path, resolve);
      });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return agentServer;
  }

  /** A separate address for each start, so that its agents can be distinguished from others. */
  newAddress(): LinkAddress {
    const token = newToken();
    this.tokens.add(token);
    return { ...this.address, token };
  }

  /**
   * Writes an address where only this user can read it, until the server is closed.
   *
   * @returns the file
   */
  async writeLink(address: LinkAddress): Promise<string> {
    const file = join(this.folder, `link-${this.nextLink++}.json`);
    await writeFile(file, JSON.stringify(address), { mode: 0o600, flag: 'wx' });
    return file;
  }

  /** Nobody may connect with it any more. */
  revoke(token: string): void {
    this.tokens.delete(token);
  }

  /** Drops every connection and removes the socket. */
  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await rm(this.folder, { recursive: true, force: true });
  }

  private accept(socket: Socket, onConnect: (connection: AgentConnection) => void): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    // A reset by the peer is an end like any other; `close` follows.
    socket.on('error', () => {});
    let isIntroduced = false;
    const timeout = setTimeout(() => {
      // If this process was kept busy itself, what came in time is read now.
      setImmediate(() => {
        if (!isIntroduced) socket.destroy();
      });
    }, HELLO_TIMEOUT_MS);
    socket.on('close', () => clearTimeout(timeout));

    const splitter = new LineSplitter(MAX_LINE_BYTES);
    const pace = new PacedReads(socket);
    let receivedBytes = 0;
    /** Nothing of it is of interest any more. */
    let isDropped = false;
    const drop = () => {
      isDropped = true;
      socket.destroy();
    };
    let handleLine = (line: Buffer): void => {
      const hello = readHello(line, this.tokens);
      if (hello === undefined) {
        drop();
        return;
      }
      clearTimeout(timeout);
      if (isSpillName(hello.spill)) stream.setSpillPath(join(this.folder, hello.spill));
      const connection = new SocketConnection(hello, socket, pace, drop);
      handleLine = (next) => connection.handleLine(next);
      onConnect(connection);
    };
    const stream = new AgentStream((bytes) => {
      try {
        splitter.push(bytes, (line) => {
          if (!isDropped) handleLine(line);
          isIntroduced = true;
        });
      } catch {
        drop();
      }
    });
    socket.on('data', (chunk) => {
      receivedBytes += chunk.length;
      stream.received(chunk);
      if (isIntroduced) pace.received(chunk.length);
      else if (receivedBytes > MAX_HELLO_BYTES) drop();
    });
    // Before the end is reported to anybody.
    socket.on('close', () => stream.end(!isDropped));
  }
}

class SocketConnection implements AgentConnection {
  private lineHandler: ((line: Buffer) => void) | undefined;
  /** Came before anybody asked for it; no more is read until then. */
  private readonly early: Buffer[] = [];

  readonly target: TargetDescription;
  readonly token: string;
  readonly answersPing: boolean;

  constructor(
    hello: Hello,
    private readonly socket: Socket,
    private readonly pace: PacedReads,
    private readonly drop: () => void,
  ) {
    this.target = hello.target;
    this.token = hello.token;
    this.answersPing = hello.answersPing === true;
  }

  onLine(onLine: (line: Buffer) => void): void {
    this.lineHandler = onLine;
    for (const line of this.early.splice(0)) onLine(line);
    this.socket.resume();
  }

  onClose(onClose: () => void): void {
    if (this.socket.closed) onClose();
    else this.socket.once('close', onClose);
  }

  send(message: ControlMessage): boolean {
    const line = Buffer.from(encodeControl(message));
    if (line.length > MAX_CONTROL_BYTES) return false;
    // After what has arrived is read: writing to an agent that has just ended drops what it has sent.
    setImmediate(() => {
      this.socket.write(line);
      this.pace.hurry();
    });
    return true;
  }

  close(): void {
    this.drop();
  }

  handleLine(line: Buffer): void {
    if (this.lineHandler !== undefined) {
      this.lineHandler(line);
      return;
    }
    this.early.push(Buffer.from(line));
    this.socket.pause();
  }
}

function newToken(): string {
  return randomBytes(32).toString('hex');
}

function readHello(line: Buffer, tokens: ReadonlySet<string>): Hello | undefined {
  try {
    const hello = JSON.parse(line.toString('utf8')) as Partial<Hello> | null;
    if (hello?.type !== 'hello' || hello.protocol !== LINK_PROTOCOL || typeof hello.token !== 'string')
      return undefined;
    if (!isTargetDescription(hello.target)) return undefined;
    const presented = Buffer.from(hello.token);
    const isExpected = [...tokens].some((token) => {
      const expected = Buffer.from(token);
      return presented.length === expected.length && timingSafeEqual(presented, expected);
    });
    if (!isExpected) return undefined;
    return hello as Hello;
  } catch {
    return undefined;
  }
}
