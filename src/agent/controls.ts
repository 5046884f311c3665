/** What the agent does when the inspector asks for something. */

import type { ControlMessage, Pong } from '../shared/link/control';
import { encodeReplayReply, type ReplayReply } from '../shared/link/replayLink';
import { kill, setImmediate } from './base/nodePrimordials';
import { stringify } from './base/primordials';
import type { HookContext } from './hooks/hookContext';
import type { RecordingSettings } from './recording/recordingSettings';
import type { Replayer } from './replay/replayer';

export interface ControlledAgent {
  readonly context: HookContext;
  readonly settings: RecordingSettings;
  readonly replayer: Replayer;
  /** Sends a line that does not belong to the journal. */
  tell(line: string): void;
  /** Reports the target's current state. */
  redescribe(): void;
  closeInspectorPort(): void;
  /** Asks the app to end. */
  end(): void;
}

/**
 * On Windows a signal would end the app at once, without its own handlers. `app.quit` calls them before it returns, so it gets a
 * task of its own: the stack of an error in them must not contain the agent.
 *
 * @param quit `app.quit` of Electron, as it was before the app could replace it
 * @returns asks the app to end
 */
export function politeEnd(quit: () => void, platform: NodeJS.Platform, tell: typeof kill = kill): () => void {
  return () => void (platform === 'win32' ? setImmediate(quit) : tell(process.pid, 'SIGTERM'));
}

/** One for each type of message. */
type Handlers = {
  readonly [Type in ControlMessage['type']]: (message: Extract<ControlMessage, { readonly type: Type }>) => void;
};

/** @returns handles a message */
export function controlHandler(agent: ControlledAgent): (message: ControlMessage) => void {
  const { context, settings, replayer } = agent;
  const { recorder, timing } = context;
  /** In a task of its own: it may be the app's turn now. What it is about has been told by then. */
  const answer = (reply: ReplayReply) =>
    setImmediate(() => {
      recorder.flush();
      agent.tell(encodeReplayReply(reply));
    });

  const handlers: Handlers = {
    configure(message) {
      // What is pending was recorded as it was asked before.
      recorder.flush();
      settings.change(message.settings);
      timing.settingsChanged();
      context.nativePreloads?.settingsChanged();
      agent.redescribe();
    },
    closeInspector: () => agent.closeInspectorPort(),
    end: () => agent.end(),
    replay({ id, request }) {
      replayer.replay(request, (outcome) => answer({ type: 'replayReply', id, outcome }));
    },
    listPlaces({ id }) {
      replayer.findPlaces((places) => answer({ type: 'replayReply', id, places }));
    },
    ping() {
      const pong: Pong = { type: 'pong' };
      setImmediate(() => agent.tell(stringify(pong)));
    },
  };
  return (message) => (handlers[message.type] as (message: ControlMessage) => void)(message);
}
