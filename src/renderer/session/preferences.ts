/** The window's arrangement as the user left it. Main persists changes. */

import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { DEFAULT_PREFERENCES, type WindowPreferences } from '../../shared/bridge/windowPreferences';
import { useSession } from './SessionContext';

export class Preferences {
  readonly store: StoreApi<WindowPreferences>;

  constructor(initial: WindowPreferences = DEFAULT_PREFERENCES) {
    this.store = createStore(() => initial);
  }

  get current(): WindowPreferences {
    return this.store.getState();
  }

  /** Another window has changed them. */
  receive(preferences: WindowPreferences): void {
    this.store.setState(preferences);
  }

  /** Changes a part and persists it. */
  change(part: Partial<WindowPreferences>): void {
    this.store.setState(part);
    window.electroscope.changePreferences(this.current);
  }
}

/** Reads a part; the component renders again when that part changes. */
export function usePreference<T>(selector: (preferences: WindowPreferences) => T): T {
  return useStore(useSession().preferences.store, selector);
}
