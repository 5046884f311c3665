import type { CaptureState } from '../../shared/session/captureState';
import { type Command, isLive } from '../commands/command';

const RUNNING_PHASES: ReadonlySet<CaptureState['phase']> = new Set(['attached', 'starting', 'waiting']);

export const NEW_WINDOW: Command = {
  id: 'window.new',
  label: 'New window',
  group: 'View',
  keys: ['Mod+Shift+N'],
  words: 'session another second app',
  run: () => window.electroscope.openWindow(),
};

export const LAUNCH_DEMO: Command = {
  id: 'app.demo',
  label: 'Launch the demo app',
  group: 'App',
  words: 'start fieldnotes',
  isEnabled: ({ windowStore }) => windowStore.getState().hasDemo,
  run: () => void window.electroscope.launchDemo(),
};

export const LAUNCH_APP: Command = {
  id: 'app.launch',
  label: 'Launch an app …',
  group: 'App',
  words: 'start run choose',
  run: () => void window.electroscope.chooseApp(),
};

const LAUNCH_PACKAGED: Command = {
  id: 'app.launchPackaged',
  label: 'Launch a packaged app …',
  group: 'App',
  words: 'start run choose executable exe program',
  run: () => void window.electroscope.chooseApp(false, true),
};

export const LAUNCH_ANOTHER: Command = {
  id: 'app.launchBeside',
  label: 'Launch another app …',
  group: 'App',
  words: 'start run second several beside timeline',
  isEnabled: isLive,
  run: () => void window.electroscope.chooseApp(true),
};

export const ATTACH_ANOTHER: Command = {
  id: 'app.attachBeside',
  label: 'Attach to another app …',
  group: 'App',
  words: 'join second several beside timeline pid port',
  isEnabled: isLive,
  run: ({ windowStore }) => windowStore.setState({ isAttachOpen: true }),
};

/** Launches the last app again, or attaches to it again. */
export const RESTART_APP: Command = {
  id: 'app.restart',
  label: 'Restart the app',
  group: 'App',
  words: 'relaunch reload target',
  isEnabled: isLive,
  run: () => void window.electroscope.relaunch(),
};

/** Stops a launched app or a command that waits for its app. Detaches from an app that ran before. */
export const STOP_APP: Command = {
  id: 'app.stop',
  label: 'Stop the app',
  group: 'App',
  words: 'end quit kill target',
  isEnabled: ({ store }) => RUNNING_PHASES.has(store.getState().capture.phase),
  run: () => void window.electroscope.stopTarget(),
};

export const TARGET_COMMANDS: readonly Command[] = [
  NEW_WINDOW,
  LAUNCH_DEMO,
  LAUNCH_APP,
  LAUNCH_PACKAGED,
  LAUNCH_ANOTHER,
  ATTACH_ANOTHER,
  RESTART_APP,
  STOP_APP,
];
