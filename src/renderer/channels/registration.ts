/** How a channel is registered in main, over all its emitters, in a word. Runs of an app, and several apps, do not add up. */

import type { ChannelInfo } from '../../shared/columns/channelRegistrations';

export interface ChannelRegistration {
  /** `handled`, `2 listeners`, `removed`; where apps differ, `handled / removed`; empty where nothing was ever seen registered. */
  readonly label: string;
  /** Emitter by emitter. */
  readonly detail: string;
  readonly isNeverHit: boolean;
  /** It was handled a second time, which Electron refuses, or is listened to more than once on an emitter. */
  readonly isRegisteredTwice: boolean;
}

const EMITTER_NAMES: Readonly<Record<ChannelInfo['emitter'], string>> = {
  ipcMain: 'ipcMain',
  webContents: 'webContents.ipc',
  frame: 'webFrameMain.ipc',
  serviceWorker: 'serviceWorker.ipc',
};

/**
 * @param nameOf what an app is called, by number of the target
 * @returns by name of the channel
 */
export function registrationsOf(
  channels: readonly ChannelInfo[],
  nameOf: (target: number) => string,
): Map<string, ChannelRegistration> {
  const byName = grouped(channels, ({ channel }) => channel);
  return new Map([...byName].map(([name, infos]) => [name, registrationOf(infos, nameOf)]));
}

function registrationOf(infos: readonly ChannelInfo[], nameOf: (target: number) => string): ChannelRegistration {
  const byTarget = grouped(infos, ({ target }) => target);
  const labels = new Set([...byTarget.values()].map(labelOf).filter((label) => label !== ''));
  const detail = [...byTarget].map(([target, own]) => {
    const lines = own.map(describe);
    return byTarget.size === 1 ? lines : lines.map((line) => `${nameOf(target)}: ${line}`);
  });
  return {
    label: [...labels].join(' / '),
    detail: detail.flat().join('\n'),
    isNeverHit: infos.some(({ state }) => state === 'registered') && infos.every(({ hits }) => hits === 0),
    isRegisteredTwice: infos.some(({ refused, mostListeners }) => refused > 0 || mostListeners > 1),
  };
}

/** @param infos of one target */
function labelOf(infos: readonly ChannelInfo[]): string {
  const registered = infos.filter(({ state }) => state === 'registered');
  const listeners = registered.reduce((sum, { on, once }) => sum + on + once, 0);
  const isHandled = registered.some(({ handle }) => handle !== undefined);
  const parts = [
    ...(isHandled ? ['handled'] : []),
    ...(listeners > 0 ? [listeners === 1 ? 'listener' : `${listeners} listeners`] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  return infos.some(({ state }) => state !== 'unseen') ? 'removed' : '';
}

function describe(info: ChannelInfo): string {
  const { emitter, webContentsId, state, hits, handle, on, once, refused, mostListeners } = info;
  const how = [
    ...(handle === undefined ? [] : [handle]),
    ...(on > 0 ? [`on × ${on}`] : []),
    ...(once > 0 ? [`once × ${once}`] : []),
  ];
  const owner = webContentsId === undefined ? '' : ` of WebContents ${webContentsId}`;
  const facts = [
    ...(state === 'registered' ? how : [state === 'unseen' ? 'never seen registered' : state]),
    hits === 0 ? 'never hit' : `${hits} hits`,
    ...(refused > 0 ? [`handled a second time ${refused} ×, refused by Electron`] : []),
    ...(mostListeners > 1 ? [`up to ${mostListeners} listeners at a time`] : []),
  ];
  return `${EMITTER_NAMES[emitter]}${owner}: ${facts.join(', ')}`;
}

function grouped<Key>(infos: readonly ChannelInfo[], keyOf: (info: ChannelInfo) => Key): Map<Key, ChannelInfo[]> {
  const groups = new Map<Key, ChannelInfo[]>();
  for (const info of infos) {
    const group = groups.get(keyOf(info));
    if (group === undefined) groups.set(keyOf(info), [info]);
    else group.push(info);
  }
  return groups;
}
