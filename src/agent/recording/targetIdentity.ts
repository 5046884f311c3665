/** What the agent tells of the process it runs in. */

import type { App } from 'electron';
import type { HookReport } from '../../shared/journal/agentFacts';
import type { TargetDescription } from '../../shared/journal/entries';
import type { Redescription } from '../../shared/link/handshake';
import { timeOriginUs } from '../base/clock';
import { stringify } from '../base/primordials';
import type { RecordingSettings } from './recordingSettings';

export class TargetIdentity {
  /** The last reported name; an app can set its own after the agent has introduced it. */
  private toldName: string | undefined;
  /** The app has found another instance of itself, and will most likely end. */
  hasOtherInstance = false;

  constructor(
    private readonly app: App,
    private readonly hooks: readonly HookReport[],
    private readonly settings: RecordingSettings,
    /** When the agent came into a running app. */
    private readonly attachedAt: number | undefined,
  ) {}

  describe(): TargetDescription {
    const { app } = this;
    const { electron = '', chrome = '', node = '' } = process.versions as Record<string, string | undefined>;
    this.toldName = app.getName();
    return {
      pid: process.pid,
      name: this.toldName,
      appVersion: app.getVersion(),
      appPath: app.getAppPath(),
      electron,
      chrome,
      node,
      platform: process.platform,
      arch: process.arch,
      timeOrigin: timeOriginUs,
      attachedAt: this.attachedAt,
      hasOtherInstance: this.hasOtherInstance || undefined,
      hooks: this.hooks,
      capture: this.settings.summary(),
    };
  }

  /** A line that describes the target as it is now. */
  line(): string {
    const line: Redescription = { type: 'redescribe', target: this.describe() };
    return stringify(line);
  }

  /** A line that describes the target again, if its name has changed since the last one. */
  changeLine(): string | undefined {
    if (this.toldName === undefined || this.toldName === this.app.getName()) return undefined;
    return this.line();
  }
}
