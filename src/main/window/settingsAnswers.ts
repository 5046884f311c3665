/** What pages ask of the settings. They are shared by all windows: what one changes holds for the others too. */

import { BRIDGE_CHANNELS, type Reply } from '../../shared/bridge/windowApi';
import { type CaptureChoices, checkChoices, settingsOf } from '../../shared/link/captureChoices';
import type { RetentionSettings } from '../../shared/session/retentionSettings';
import { infoOf, UserError } from '../base/userError';
import type { Housekeeping } from '../recordings/housekeeping';
import type { PreferencesFile } from '../settings/preferencesFile';
import type { RetentionFile } from '../settings/retentionFile';
import type { SettingsFile } from '../settings/settingsFile';
import type { InspectorWindow } from './inspectorWindow';
import type { InspectorWindows } from './inspectorWindows';
import type { WindowChannels } from './windowChannels';

export interface SettingsFiles {
  readonly settingsFile: SettingsFile;
  readonly preferencesFile: PreferencesFile;
  readonly retentionFile: RetentionFile;
  readonly housekeeping: Housekeeping;
}

export function answerSettings(channels: WindowChannels, windows: InspectorWindows, files: SettingsFiles): void {
  const { settingsFile, preferencesFile, retentionFile, housekeeping } = files;

  function changeChoices(inspector: InspectorWindow, value: unknown): Reply<CaptureChoices> {
    const choices = checkChoices(value);
    if (choices === undefined) {
      return { error: { code: 'wrong-settings', message: 'These settings can’t be used.', remedy: 'Choose others.' } };
    }
    for (const { inspection } of windows.all) inspection.capture.configure(settingsOf(choices));
    noticing(inspector, () => settingsFile.change(choices));
    return { value: choices };
  }

  /** What goes by the new limits is asked about at once. */
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

  channels.handle(BRIDGE_CHANNELS.readChoices, () => settingsFile.choices);
  channels.handle(BRIDGE_CHANNELS.changeChoices, changeChoices);
  channels.handle(BRIDGE_CHANNELS.readRetention, () => retentionFile.read());
  channels.handle(BRIDGE_CHANNELS.changeRetention, (_inspector, retention) => changeRetention(retention));
  channels.handle(BRIDGE_CHANNELS.readPreferences, () => preferencesFile.preferences);
  channels.on(BRIDGE_CHANNELS.changePreferences, (inspector, preferences) => {
    noticing(inspector, () => preferencesFile.change(preferences));
    // Otherwise another window would undo it with its next change.
    for (const other of windows.all) {
      if (other !== inspector) other.feed?.showPreferences(preferencesFile.preferences);
    }
  });
  channels.handle(BRIDGE_CHANNELS.answerOffer, async (inspector, id, isAccepted) => {
    await housekeeping.answer(String(id), isAccepted === true, (path) => inspector.inspection.openFiles([path]));
    showOffers(windows, housekeeping);
  });
}

export function showOffers(windows: InspectorWindows, { open }: Housekeeping): void {
  for (const { feed } of windows.all) feed?.showOffers(open);
}

/** Tells what could not be kept. */
function noticing(inspector: InspectorWindow, keep: () => void): void {
  try {
    keep();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    inspector.showNotice(error);
  }
}
