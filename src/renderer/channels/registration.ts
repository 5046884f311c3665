/** How a channel is registered in main, over all its emitters, in a word. */

import type { ChannelInfo } from '../../shared/columns/channelInventory';

export interface Registration {
  /** `handled`, `2 listeners`, `removed`; empty where nothing was ever seen registered. */
  readonly label: string;
  /** Emitter by emitter. */
  readonly detail: string;
  readonly isNeverHit: boolean;
  /** It was handled a second time, which Electron refuses, or is listened to more than once on an emitter. */
  readonly isTwice: boolean;
}

const EMITTER_NAMES: Readonly<Record<ChannelInfo['emitter'], string>> = {
  ipcMain: 'ipcMain',
  webContents: 'webContents.ipc',
  frame: 'webFrameMain.ipc',
  serviceWorker: 'serviceWorker.ipc',
};

/** @returns by name of the channel */
export function registrationsOf(channels: readonly ChannelInfo[]): Map<string, Registration> {
  const byName = new Map<string, ChannelInfo[]>();
  for (const info of channels) {
    const known = byName.get(info.channel);
    if (known === undefined) byName.set(info.channel, [info]);
    else known.push(info);
  }
  return new Map([...byName].map(([name, infos]) => [name, registrationOf(infos)]));
}

function registrationOf(infos: readonly ChannelInfo[]): Registration {
  const registered = infos.filter(({ state }) => state === 'registered');
  const listeners = registered.reduce((sum, { on, once }) => sum + on + once, 0);
  const isHandled = registered.some(({ handle }) => handle !== undefined);
  const parts = [
    ...(isHandled ? ['handled'] : []),
    ...(listeners > 0 ? [listeners === 1 ? 'listener' : `${listeners} listeners`] : []),
  ];
  const wasSeen = infos.some(({ state }) => state !== 'unseen');
  const isTwice = infos.some(({ refused, mostListeners }) => refused > 0 || mostListeners > 1);
  return {
    label: parts.length > 0 ? parts.join(', ') : wasSeen ? 'removed' : '',
    detail: infos.map(describe).join('\n'),
    isNeverHit: registered.length > 0 && infos.every(({ hits }) => hits === 0),
    isTwice,
  };
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
