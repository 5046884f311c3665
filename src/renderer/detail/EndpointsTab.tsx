import type { EndpointInfo } from '../../shared/columns/endpointInfo';
import type { ListenerCounts } from '../../shared/journal/entries';
import type { MessageRow } from '../messages/messageRow';
import styles from './EndpointsTab.module.css';
import { Section } from './Section';

interface EndpointsTabProps {
  readonly message: MessageRow;
  readonly listeners: ListenerCounts | undefined;
}

/** Who sent it, who got it, and who listened. */
export function EndpointsTab({ message, listeners }: EndpointsTabProps) {
  return (
    <>
      <Section title="From">
        <Endpoint name={message.from} endpoint={message.fromEndpoint} />
      </Section>
      <Section title="To">
        <Endpoint name={message.to} endpoint={message.toEndpoint} />
      </Section>
      <Section title="Listeners">
        <Facts facts={listenerFacts(message.listeners, listeners)} />
      </Section>
    </>
  );
}

function Endpoint({ name, endpoint }: { readonly name: string; readonly endpoint: EndpointInfo | undefined }) {
  const facts: [string, string | undefined][] = [
    ['Name', name],
    ['Kind', endpoint && kindText(endpoint)],
    ['URL', endpoint?.url],
    [
      'WebContents',
      endpoint?.webContentsId && `${endpoint.webContentsId} (${endpoint.webContentsType ?? 'unknown type'})`,
    ],
    [
      'Frame',
      endpoint?.frameId === undefined ? undefined : `${endpoint.frameId} in renderer process ${endpoint.processId}`,
    ],
    ['Process id', endpoint?.pid === undefined ? undefined : String(endpoint.pid)],
  ].map(([label, value]) => [String(label), value === undefined ? undefined : String(value)]);
  return <Facts facts={facts} />;
}

function kindText({ kind, isMainFrame }: EndpointInfo): string {
  switch (kind) {
    case 'main':
      return 'main process';
    case 'frame':
      return isMainFrame === false ? 'sub-frame' : 'main frame';
    case 'service-worker':
      return 'service worker';
    case 'utility':
      return 'utility process';
    case 'port':
      return 'holder of a port, out of sight';
  }
}

function listenerFacts(total: number | undefined, counts: ListenerCounts | undefined): [string, string | undefined][] {
  if (total === undefined) return [['Count', 'can’t be seen from main']];
  return [
    ['ipcMain', text(counts?.ipcMain)],
    ['webContents.ipc', text(counts?.webContents)],
    ['webFrameMain.ipc', text(counts?.frame)],
    ['serviceWorker.ipc', text(counts?.serviceWorker)],
    ['events', text(counts?.event)],
    ['In all', String(total)],
  ];
}

function text(count: number | undefined): string | undefined {
  return count === undefined ? undefined : String(count);
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string | undefined])[] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
