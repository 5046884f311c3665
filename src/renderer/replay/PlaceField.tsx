import { whyNoPreload } from '../../shared/columns/preloadReason';
import type { ReplayPlace } from '../../shared/replay/request';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import styles from './Composer.module.css';
import { callOf, type Draft } from './draft';
import { endpointOf, findPlace, placeLabel, placesFor } from './places';
import { useReplay } from './useReplay';

interface PlaceFieldProps {
  readonly draft: Draft;
  readonly places: readonly ReplayPlace[];
}

/** The sender or receiver of the message: existing frames or utility processes, and the chosen one if it is gone. */
export function PlaceField({ draft, places }: PlaceFieldProps) {
  const replay = useReplay();
  const { table } = useSession();
  // Endpoints may be named while the panel is open.
  useWindowState((state) => state.version);
  const { kind, direction } = callOf(draft.call);
  const offered = placesFor(draft, places);
  const chosen = findPlace(draft, offered);
  const apps = new Set(offered.map(({ target }) => target));
  const needsPreload = kind !== 'utility' && (direction === 'to-main' || direction === 'to-host');
  const label = kind === 'utility' ? 'Utility process' : direction === 'to-renderer' ? 'To frame' : 'From frame';
  const textOf = (place: ReplayPlace) => {
    const endpoint = endpointOf(table, place.target, place.endpoint);
    const app = apps.size > 1 && endpoint?.app ? `${endpoint.app}: ` : '';
    return app + placeLabel(endpoint, place) + (needsPreload && !place.canSend ? ' (made-up events only)' : '');
  };
  const targets = useSessionState((state) => state.facts.targets);
  const { reason, remedy } = whyNoPreload(targets.find(({ target }) => target === chosen?.target));
  const choose = (value: string) => {
    const place = offered.find((known) => keyOf(known) === value);
    if (place === undefined) return;
    const url = endpointOf(table, place.target, place.endpoint)?.url ?? '';
    replay.change({ target: place.target, endpoint: place.endpoint, url, allowsSynthetic: false });
  };
  return (
    <>
      <label className={styles.field}>
        <span>{label}</span>
        <select
          value={chosen === undefined ? '' : keyOf(chosen)}
          aria-invalid={chosen === undefined}
          onFocus={() => void replay.refreshPlaces()}
          onChange={(event) => choose(event.target.value)}
        >
          {chosen === undefined && (
            <option value="" disabled>
              {goneText(draft, offered.length)}
            </option>
          )}
          {offered.map((place) => (
            <option key={keyOf(place)} value={keyOf(place)}>
              {textOf(place)}
            </option>
          ))}
        </select>
      </label>
      {needsPreload && chosen !== undefined && !chosen.canSend && (
        <label className={styles.synthetic}>
          <input
            type="checkbox"
            checked={draft.allowsSynthetic}
            onChange={(event) => replay.change({ allowsSynthetic: event.target.checked })}
          />
          <span>
            Send it with a made-up event. Electroscope is not in this document ({reason}), so its own ipcRenderer can’t
            be called: handlers run, but the event is an imitation, and the new message is marked as synthetic. {remedy}
          </span>
        </label>
      )}
    </>
  );
}

const keyOf = ({ target, endpoint }: ReplayPlace) => `${target}:${endpoint}`;

function goneText({ url, endpoint }: Draft, offered: number): string {
  if (offered === 0) return 'none is there: is the app running?';
  if (endpoint === undefined) return 'choose one';
  return `gone: ${url === '' ? 'the one it was sent from' : url} – choose another`;
}
