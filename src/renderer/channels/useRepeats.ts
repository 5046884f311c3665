/** Which channels send the same payloads again, of the messages in view; looked for only when the user asks. */

import { useEffect, useState } from 'react';
import { useSession, useWindowState } from '../session/SessionContext';
import type { Repeats } from './channelRow';

export interface FoundRepeats {
  of(channel: string): Repeats;
  readonly all: Repeats;
  /** Messages that were compared; those that came later were not. */
  readonly examined: number;
}

const NONE: Repeats = { messages: 0, bytes: 0 };

export function useRepeats() {
  const session = useSession();
  const viewVersion = useWindowState((state) => state.viewVersion);
  const [repeats, setRepeats] = useState<FoundRepeats>();
  const [isFinding, setFinding] = useState(false);
  // Repeats among other messages are unknown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `viewVersion` stands for which messages are in view.
  useEffect(() => setRepeats(undefined), [viewVersion]);

  const findRepeats = async () => {
    const rows = session.shownRows();
    const asked = session.windowStore.getState().viewVersion;
    setFinding(true);
    const found = await window.electroscope.findRepeats(rows);
    setFinding(false);
    if (found === undefined || session.windowStore.getState().viewVersion !== asked) return;
    const byChannel = new Map(found.map((repeated) => [repeated.channel, repeated]));
    const sum = (part: keyof Repeats) => found.reduce((total, repeated) => total + repeated[part], 0);
    setRepeats({
      of: (channel) => byChannel.get(channel) ?? NONE,
      all: { messages: sum('messages'), bytes: sum('bytes') },
      examined: rows.length,
    });
  };
  return { repeats, findRepeats, isFinding };
}
