import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { SessionModel } from './sessionModel';
import type { SessionState } from './sessionStore';
import type { WindowState } from './windowStore';

const SessionContext = createContext<SessionModel | undefined>(undefined);

export function SessionProvider({ model, children }: { readonly model: SessionModel; readonly children: ReactNode }) {
  return <SessionContext value={model}>{children}</SessionContext>;
}

export function useSession(): SessionModel {
  const model = useContext(SessionContext);
  if (model === undefined) throw new Error('useSession outside of SessionProvider');
  return model;
}

/** Reads a part of what the session is; the component renders again when that part changes. */
export function useSessionState<T>(selector: (state: SessionState) => T): T {
  return useStore(useSession().store, selector);
}

/** Reads a part of what this window shows; the component renders again when that part changes. */
export function useWindowState<T>(selector: (state: WindowState) => T): T {
  return useStore(useSession().windowStore, selector);
}
