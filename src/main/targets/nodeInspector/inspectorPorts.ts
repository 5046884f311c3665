/**
 * Finds the port on which the inspector of a process listens, without sending anything there. It reads the start
 * options of the process and the ports on which it listens. Each port may be a service of the app, which an unknown
 * request would disturb.
 */

import { listeningPorts } from '../processes/listeningPorts';
import type { ProcessInfo } from '../processes/processList';
import { startVariables } from '../processes/startVariables';

/** Node's default port. */
const DEFAULT_PORT = 9229;
const SWITCH = /^--(inspect|inspect-brk|inspect-wait|inspect-port|debug-port)(?:=(.*))?$/;
/** Where the inspector publishes its address; without `http`, its port does not tell it. */
const PUBLISHING = /^--inspect-publish-uid=(?!.*http)/;
const OPENING = new Set(['inspect', 'inspect-brk', 'inspect-wait']);

/** What the command line says of the inspector. */
export interface InspectorSettings {
  /** It was on from the start, and tells its address. */
  readonly isOn: boolean;
  /** 0: the system chooses one. */
  readonly port: number;
}

export type InspectorPlace =
  /** Where it would be if it were switched on; 0: anywhere. */
  | { readonly is: 'off'; readonly port: number }
  | { readonly is: 'on'; readonly port: number }
  /** It is on, at one of several ports. */
  | { readonly is: 'one of'; readonly ports: readonly number[] };

/** @param args of the process, and its NODE_OPTIONS */
export function inspectorSettings(args: readonly string[]): InspectorSettings {
  let isOn = false;
  let isHidden = false;
  let port = DEFAULT_PORT;
  // Chromium may have written all arguments into one.
  for (const argument of args.flatMap((text) => text.split(' '))) {
    isHidden ||= PUBLISHING.test(argument);
    const [, name = '', value = ''] = SWITCH.exec(argument) ?? [];
    if (name === '') continue;
    isOn ||= OPENING.has(name);
    const digits = /(?:^|:)(\d+)$/.exec(value)?.[1];
    if (digits !== undefined) port = Number(digits);
  }
  return { isOn: isOn && !isHidden, port };
}

export async function findInspectorPort(info: ProcessInfo): Promise<InspectorPlace> {
  const [ports, variables] = await Promise.all([listeningPorts(info.pid), startVariables(info.pid)]);
  const options = variables?.NODE_OPTIONS ?? '';
  return portInUse(inspectorSettings([options, ...info.args.slice(1)]), ports);
}

/** @param ports on which the process listens */
export function portInUse({ isOn, port }: InspectorSettings, ports: readonly number[]): InspectorPlace {
  // Without a switch, a signal or the app itself has opened it there.
  if (ports.includes(port)) return { is: 'on', port };
  if (!isOn || port !== 0 || ports.length === 0) return { is: 'off', port };
  const [only, ...others] = ports;
  return only !== undefined && others.length === 0 ? { is: 'on', port: only } : { is: 'one of', ports };
}
