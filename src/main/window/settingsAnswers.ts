/** Answers methods of pages that are about settings. All windows share the settings. */

import type { Reply } from '../../shared/bridge/windowApi';
import { agentSettingsOf, checkUserSettings, type UserSettings } from '../../shared/link/userSettings';
import type { RetentionSettings } from '../../shared/session/retentionSettings';
import { infoOf, UserError } from '../base/userError';
import type { Housekeeping } from '../recordings/housekeeping';
import type { PreferencesFile } from '../settings/preferencesFile';
import type { RetentionFile } from '../settings/retentionFile';
import type { SettingsFile } from '../settings/settingsFile';
import type { InspectorWindow } from './inspectorWindow';
import type { InspectorWindows } from './inspectorWindows';
import type { WindowAnswers } from './windowChannels';

export interface SettingsFiles {
  readonly settingsFile: SettingsFile;
  readonly preferencesFile: PreferencesFile;
  readonly retentionFile: RetentionFile;
  readonly housekeeping: Housekeeping;
}

type SettingsMethod =
  | 'readUserSettings'
  | 'changeUserSettings'
  | 'readRetention'
  | 'changeRetention'
  | 'readPreferences'
  | 'changePreferences'
  | 'answerOffer';

export function settingsAnswers(windows: InspectorWindows, files: SettingsFiles): Pick<WindowAnswers, SettingsMethod> {
  const { settingsFile, preferencesFile, retentionFile, housekeeping } = files;

  function changeUserSettings(inspector: InspectorWindow, value: unknown): Reply<UserSettings> {
    const userSettings = checkUserSettings(value);
    if (userSettings === undefined) {
      return { error: { code: 'wrong-settings', message: 'These settings can’t be used.', remedy: 'Choose others.' } };
    }
    for (const { inspection } of windows.all)
      inspection.capture.configure(agentSettingsOf(userSettings), userSettings.keepsOutput);
    noticing(inspector, () => settingsFile.change(userSettings));
    return { value: userSettings };
  }

  /** The user is asked at once about sessions beyond the new limits. */
  async function changeRetention(value: unknown): Promise<Reply<RetentionSettings>> {
    try {
      const retention = retentionFile.change(value);
      await housekeeping.look();
      showOffers(windows, housekeeping);
      return { value: retention };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { error: infoOf(error) };
    }
  }

  return {
    readUserSettings: () => settingsFile.userSettings,
    changeUserSettings,
    readRetention: () => retentionFile.read(),
    changeRetention: (_inspector, retention) => changeRetention(retention),
    readPreferences: () => preferencesFile.preferences,
    changePreferences(inspector, preferences) {
      noticing(inspector, () => preferencesFile.change(preferences));
      // Otherwise another window would undo this change with its next one.
      for (const other of windows.all) {
        if (other !== inspector) other.feed?.showPreferences(preferencesFile.preferences);
      }
    },
    async answerOffer(inspector, id, isAccepted) {
      const openFile = (path: string) => inspector.inspection.openFiles([path]);
      try {
        await housekeeping.answer(String(id), isAccepted === true, openFile);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        inspector.showNotice(error);
      }
      showOffers(windows, housekeeping);
    },
  };
}

export function showOffers(windows: InspectorWindows, { open }: Housekeeping): void {
  for (const { feed } of windows.all) feed?.showOffers(open);
}

/** Reports what could not be persisted. */
function noticing(inspector: InspectorWindow, keep: () => void): void {
  try {
    keep();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    inspector.showNotice(error);
  }
}
