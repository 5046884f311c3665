/** Attaches to an app that runs already: by the port of its inspector, or by its process id. */

import { isIP } from 'node:net';
import type { LinkAddress } from '../../shared/link/handshake';
import type { AppProbe } from '../../shared/link/injection';
import { processExists } from '../base/processExists';
import { UserError } from '../base/userError';
import { InspectorError } from './nodeInspector/devtoolsCalls';
import { checkApp, injectAgent } from './nodeInspector/injectAgent';
import { InspectorClient } from './nodeInspector/inspectorClient';
import { lookAtPort, type PortContent } from './nodeInspector/inspectorEndpoint';
import { openInspector } from './nodeInspector/openInspector';
import { refuseOtherOwner } from './nodeInspector/portOwner';
import { findProcess } from './processes/processList';
import { looksLikeElectron } from './processes/runningApps';

/** As the user said it. */
export interface AttachRequest {
  /** `9229`, `host:port`, or a process id, which `pid:` in front makes unmistakable. */
  readonly target: string;
  /** The user has confirmed that it may be another computer. */
  readonly allowsRemote?: boolean;
}

export type AttachAddress =
  | { readonly type: 'port'; readonly host: string; readonly port: number }
  | { readonly type: 'pid'; readonly pid: number }
  /** A number alone: an Electron process if there is one with this number, else a port. */
  | { readonly type: 'number'; readonly value: number };

const MAX_PORT = 65_535;
const LOOPBACK = '127.0.0.1';

/** @throws UserError with code `usage` if it is none */
export function parseAttachAddress(text: string): AttachAddress {
  const pid = /^pid:(\d+)$/.exec(text)?.[1];
  if (pid !== undefined) return { type: 'pid', pid: Number(pid) };
  if (/^\d+$/.test(text)) return { type: 'number', value: Number(text) };
  const match = /^(?:\[([^\]]+)\]|([^:[\]/\s]*)):(\d+)$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port < 1 || port > MAX_PORT) {
    throw new UserError(
      'usage',
      `“${text}” is not something to attach to.`,
      'Give the port of the app’s inspector (9229), host:port, or its process id; see electroscope list.',
    );
  }
  return { type: 'port', host: match[1] ?? (match[2] || LOOPBACK), port };
}

/** @throws UserError if it is another computer, and the user has not confirmed it */
export function refuseRemote({ host, port }: { host: string; port: number }, allowsRemote: boolean): void {
  if (allowsRemote || isLoopback(host)) return;
  throw new UserError(
    'usage',
    `${host} is not this computer, and an inspector port gives anyone who reaches it, or listens in between, all that the app may do.`,
    `Attach through a tunnel (ssh -L ${port}:127.0.0.1:${port} ${host}), or confirm it with --allow-remote.`,
  );
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  return isIP(host) === 4 ? host.startsWith('127.') : host === '::1';
}

/** An app that was already running, and keeps running when the inspector detaches. */
export class AttachedTarget {
  private constructor(
    private readonly client: InspectorClient,
    private readonly probe: AppProbe,
    private readonly agentFile: string,
    private readonly where: string,
    /** Its inspector port was opened for this, and is to be closed again. */
    readonly hasOpenedInspector: boolean,
  ) {}

  get pid(): number {
    return this.probe.pid;
  }

  get name(): string {
    return this.probe.name ?? this.where;
  }

  /**
   * Finds the app, and makes sure that it can be watched.
   *
   * @throws UserError if it can't
   */
  static async find(request: AttachRequest, agentFile: string): Promise<AttachedTarget> {
    const address = parseAttachAddress(request.target);
    if (address.type === 'port') refuseRemote(address, request.allowsRemote ?? false);
    const { url, where, isOpened } = await findInspector(address);
    const client = await connect(url, where);
    try {
      const probe = await checkApp(client, agentFile, where);
      await refuseOtherOwner(probe, url, where);
      return new AttachedTarget(client, probe, agentFile, where, isOpened);
    } catch (error) {
      if (isOpened) await closeInspector(client);
      await client.close();
      throw error;
    }
  }

  /** It is not to be watched after all. */
  async leave(): Promise<void> {
    if (this.hasOpenedInspector) await closeInspector(this.client);
    await this.client.close();
  }

  /**
   * Lets the agent in; it then connects by itself. The inspector is not needed any more.
   *
   * @throws UserError if another agent is there, or it fails
   */
  async inject(address: LinkAddress): Promise<void> {
    try {
      await injectAgent(this.client, this.agentFile, address, {
        isLate: true,
        where: this.where,
        closesInspector: this.hasOpenedInspector,
      });
    } catch (error) {
      if (this.hasOpenedInspector) await closeInspector(this.client);
      throw error;
    } finally {
      await this.client.close();
    }
  }
}

/** Where no agent came in that could be asked to close the port: once this connection has ended. */
const CLOSE_LATER = "{ const { close } = require('inspector'); setTimeout(close, 200).unref(); }";

async function closeInspector(client: InspectorClient): Promise<void> {
  await client.evaluate(CLOSE_LATER).catch(() => {});
}

interface FoundInspector {
  readonly url: string;
  readonly where: string;
  readonly isOpened: boolean;
}

async function findInspector(address: AttachAddress): Promise<FoundInspector> {
  switch (address.type) {
    case 'pid':
      return inspectorOfProcess(address.pid);
    case 'port':
      return inspectorAt(address.host, address.port);
    case 'number': {
      const { value } = address;
      // What else listens on a port of the same number gets no request.
      if (looksLikeElectron((await findProcess(value))?.executable)) return inspectorOfProcess(value);
      const isPort = value >= 1 && value <= MAX_PORT;
      const content = isPort ? await lookAtPort(LOOPBACK, value) : undefined;
      const isUsed = content !== undefined && !(content.is === 'nothing' && content.isFree);
      if (isUsed) return inspectorOn(content, `port ${value}`);
      if (processExists(value)) return inspectorOfProcess(value);
      throw new UserError(
        'no-such-target',
        isPort
          ? `Nothing listens on port ${value}, and there is no process ${value}.`
          : `There is no process ${value}.`,
        'Start the app with --inspect, or find it with electroscope list.',
      );
    }
  }
}

async function inspectorOfProcess(pid: number): Promise<FoundInspector> {
  const { url, isOpened } = await openInspector(pid);
  return { url, where: `process ${pid}`, isOpened };
}

async function inspectorAt(host: string, port: number): Promise<FoundInspector> {
  return inspectorOn(await lookAtPort(host, port), host === LOOPBACK ? `port ${port}` : `${host}:${port}`);
}

function inspectorOn(content: PortContent, where: string): FoundInspector {
  switch (content.is) {
    case 'inspector':
      return { url: content.url, where, isOpened: false };
    case 'nothing':
      throw new UserError(
        'no-such-target',
        `Nothing answers on ${where}: ${content.reason}.`,
        'Start the app with --inspect, or attach by its process id; see electroscope list.',
      );
    case 'chromium':
      throw new UserError(
        'not-an-inspector',
        `${where} is Chromium’s remote debugging port, which reaches the app’s windows but not its main process.`,
        'Start the app with --inspect, or attach by its process id; see electroscope list.',
      );
    case 'unnamed inspector':
      throw new UserError(
        'not-an-inspector',
        `The inspector on ${where} does not tell its address (--inspect-publish-uid).`,
        'Start the app with --inspect alone.',
      );
    case 'something else':
      throw new UserError(
        'not-an-inspector',
        `What listens on ${where} is not an inspector.`,
        'Find the app with electroscope list.',
      );
  }
}

async function connect(url: string, where: string): Promise<InspectorClient> {
  try {
    return await InspectorClient.connect(url);
  } catch (error) {
    if (!(error instanceof InspectorError)) throw error;
    throw new UserError('attach-failed', `The inspector of ${where} can’t be reached: ${error.message}.`, 'Try again.');
  }
}
