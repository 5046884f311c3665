import { MAX_STACK_FRAMES } from '../../shared/link/agentSettings';
import { keepProblem, ruleProblem, type UserSettings } from '../../shared/link/userSettings';
import { Dialog } from '../components/Dialog';
import { useSession, useWindowState } from '../session/SessionContext';
import { NumberField, PayloadField, SwitchRow } from './fields';
import { OwnRules } from './OwnRules';
import { RetentionFields } from './RetentionFields';
import styles from './SettingsDialog.module.css';
import { SettingsError } from './SettingsError';
import { useSettings } from './useSettings';

/** How messages are recorded, and which sessions are kept. Changes apply at once. */
export function SettingsDialog() {
  const { windowStore } = useSession();
  const isOpen = useWindowState((state) => state.isSettingsOpen);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => windowStore.setState({ isSettingsOpen: false })}
      title="Settings"
      lead="Changes apply to messages from now on, in running and later apps. Recorded messages do not change."
      size="narrow"
    >
      <SettingsForm />
    </Dialog>
  );
}

function SettingsForm() {
  const { value: settings, error, change } = useSettings(readUserSettings, changeUserSettings);
  if (settings === undefined) return null;
  return (
    <div className={styles.sections}>
      {error !== undefined && <SettingsError error={error} />}
      <section aria-labelledby="settings-size">
        <h3 id="settings-size">Size</h3>
        <PayloadField bytes={settings.maxPayloadBytes} onChange={(maxPayloadBytes) => change({ maxPayloadBytes })} />
      </section>
      <section aria-labelledby="settings-secrets">
        <h3 id="settings-secrets">Secrets</h3>
        <SwitchRow
          label="Hide known secrets"
          hint="Passwords, tokens, keys, cookies and authorization headers never leave the app."
          isOn={settings.usesDefaultRules}
          onChange={(usesDefaultRules) => change({ usesDefaultRules })}
        />
        <OwnRules
          label="Also hide"
          listLabel="Own rules"
          example="iban"
          hint={
            <>
              A key: <code>iban</code>, <code>*pin</code>. A path: <code>args.0.card</code>,{' '}
              <code>result.*.ssn@users:*</code>. A pattern: <code>/\d{'{16}'}/</code>.
            </>
          }
          problemOf={ruleProblem}
          rules={settings.ownRules}
          onChange={(ownRules) => change({ ownRules })}
        />
        <OwnRules
          label="Do not hide"
          listLabel="Exceptions"
          example="token@llm:*"
          hint={
            <>
              A key: <code>monkey</code>, on some channels <code>token@llm:*</code>. A path: <code>result.token</code>.
              Patterns still apply.
            </>
          }
          problemOf={keepProblem}
          rules={settings.keptRules}
          onChange={(keptRules) => change({ keptRules })}
        />
        <SwitchRow
          label="Record payloads of Electron’s own messages"
          hint="They contain the app’s environment variables, preload sources and paths. The capture then contains these too."
          isOn={settings.recordsInternalPayloads}
          onChange={(recordsInternalPayloads) => change({ recordsInternalPayloads })}
        />
        <SwitchRow
          label="Keep the app’s output in the capture"
          hint="What a started app prints from now on. Patterns hide secrets in it; rules for keys and paths do not apply."
          isOn={settings.keepsOutput}
          onChange={(keepsOutput) => change({ keepsOutput })}
        />
      </section>
      <section aria-labelledby="settings-timing">
        <h3 id="settings-timing">Timing</h3>
        <SwitchRow
          label="Measure timing in frames"
          hint="A preload measures when frames send and receive. Applies to documents loaded from now on."
          isOn={settings.timesFrames}
          onChange={(timesFrames) => change({ timesFrames })}
        />
      </section>
      <section aria-labelledby="settings-stacks">
        <h3 id="settings-stacks">Call stacks</h3>
        <SwitchRow
          label="Record call stacks"
          hint="Shows where a message was sent from. Costs about 50 µs per message."
          isOn={settings.recordsStacks}
          onChange={(recordsStacks) => change({ recordsStacks })}
        />
        <NumberField
          label="Maximum frames per stack"
          value={settings.stackFrames}
          max={MAX_STACK_FRAMES}
          isDisabled={!settings.recordsStacks}
          onChange={(stackFrames) => change({ stackFrames })}
        />
      </section>
      <RetentionFields />
    </div>
  );
}

const readUserSettings = () => window.electroscope.readUserSettings();
const changeUserSettings = (settings: UserSettings) => window.electroscope.changeUserSettings(settings);
