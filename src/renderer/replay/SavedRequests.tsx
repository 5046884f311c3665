import { ChevronDown, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { MAX_REQUEST_TEXT, type SavedRequest } from '../../shared/bridge/windowPreferences';
import menuStyles from '../components/Menu.module.css';
import { usePreference } from '../session/preferences';
import { useSession, useSessionState } from '../session/SessionContext';
import type { SessionState } from '../session/sessionStore';
import { type Draft, EMPTY_DRAFT } from './draft';
import styles from './SavedRequests.module.css';
import { useReplay, useReplayState } from './useReplay';

/** Messages that were saved for this app. The user can open them and save more. */
export function SavedRequests() {
  const replay = useReplay();
  const { preferences, windowStore } = useSession();
  const draft = useReplayState((state) => state.draft);
  const app = useSessionState((state) => appOf(state, draft.target));
  const saved = usePreference(({ savedRequests }) => savedRequests);
  const ofApp = saved.filter((request) => request.app === app);
  const [name, setName] = useState<string>();

  const keep = () => {
    if (name === undefined || name.trim() === '') return;
    const { call, channel, url, text } = draft;
    if (text.length > MAX_REQUEST_TEXT) {
      const message = `A message of ${text.length.toLocaleString('en-US')} characters can’t be saved.`;
      windowStore.setState({
        notice: { code: 'request-too-long', message, remedy: 'The limit is 100,000 characters.' },
      });
      return;
    }
    const others = saved.filter((known) => known.app !== app || known.name !== name.trim());
    preferences.change({ savedRequests: [...others, { name: name.trim(), app, call, channel, url, text }] });
    windowStore.setState({ announcement: `Saved as “${name.trim()}”` });
    setName(undefined);
  };
  const remove = (request: SavedRequest) =>
    preferences.change({ savedRequests: saved.filter((known) => known !== request) });

  if (name !== undefined) {
    return (
      <span className={styles.naming}>
        <input
          ref={focusOnce}
          aria-label="Name of the saved message"
          placeholder="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setName(undefined);
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            keep();
          }}
        />
        <button type="button" className={styles.button} onClick={keep}>
          Save
        </button>
        <button type="button" className={styles.button} onClick={() => setName(undefined)}>
          Cancel
        </button>
      </span>
    );
  }
  return (
    <>
      <button type="button" className={styles.button} onClick={() => setName(draft.channel)}>
        Save as …
      </button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={styles.button} disabled={ofApp.length === 0}>
          Saved ({ofApp.length}) <ChevronDown size={12} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menuStyles.menu} align="start" sideOffset={4} loop>
            {ofApp.map((request) => (
              <DropdownMenu.Item
                key={request.name}
                className={menuStyles.item}
                onSelect={() => void replay.openComposer(draftOfSaved(request, draft.target))}
              >
                <span className={menuStyles.check} />
                <span className={menuStyles.label}>{request.name}</span>
                <span className={menuStyles.note}>{request.channel}</span>
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Separator className={menuStyles.separator} />
            {ofApp.map((request) => (
              <DropdownMenu.Item key={request.name} className={menuStyles.item} onSelect={() => remove(request)}>
                <span className={menuStyles.check}>
                  <Trash2 size={13} aria-hidden="true" />
                </span>
                <span className={menuStyles.label}>Delete “{request.name}”</span>
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </>
  );
}

const focusOnce = (input: HTMLInputElement | null) => input?.select();

function draftOfSaved({ call, channel, url, text }: SavedRequest, target: number): Draft {
  return { ...EMPTY_DRAFT, call, channel, url, text, target };
}

/** Identifies an app: its path, or its name. */
function appOf({ facts, capture }: SessionState, target: number): string {
  const known = facts.targets.find((info) => info.target === target) ?? facts.targets.at(-1);
  return known?.appPath ?? known?.name ?? ('name' in capture ? capture.name : '');
}
