import { useStore } from 'zustand';
import { useSession } from '../session/SessionContext';
import { type ReplayModel, type ReplayState, replayOf } from './replayModel';

export function useReplay(): ReplayModel {
  return replayOf(useSession());
}

/** Reads a part of the state; the component renders again when that part changes. */
export function useReplayState<T>(selector: (state: ReplayState) => T): T {
  return useStore(useReplay().store, selector);
}
