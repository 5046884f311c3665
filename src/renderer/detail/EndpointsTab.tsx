import type { EndpointInfo } from '../../shared/columns/endpointInfo';
import { formatClockUs } from '../../shared/format/format';
import type { ListenerCounts } from '../../shared/journal/entries';
import type { MessageRow } from '../session/readMessageRow';
import { useSession } from '../session/SessionContext';
import styles from './EndpointsTab.module.css';
import { Section } from './Section';

interface EndpointsTabProps {
  readonly message: MessageRow;
  readonly listeners: ListenerCounts | undefined;
}

/** The sender, the receiver and the listeners. */
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
  const latest = useLatest(endpoint);
  const facts = (
    [
      ['Name', name],
      ['Kind', endpoint && kindText(endpoint)],
      ['Title', endpoint?.kind === 'frame' ? endpoint.title : undefined],
      ['URL', endpoint?.url],
      ['Origin', endpoint?.origin],
      ['Partition', endpoint && partitionText(endpoint)],
      [
        'WebContents',
        endpoint?.webContentsId && `${endpoint.webContentsId} (${endpoint.webContentsType ?? 'unknown type'})`,
      ],
      [
        'Frame',
        endpoint?.frameId === undefined ? undefined : `${endpoint.frameId} in renderer process ${endpoint.processId}`,
      ],
      ['Version', endpoint?.versionId],
      ['Process id', endpoint?.pid],
      ['Ended', latest && endText(latest)],
      [
        'Not visible',
        endpoint?.kind === 'utility'
          ? 'traffic inside the child: messages on ports that it shares with others'
          : undefined,
      ],
    ] as const
  ).map(([label, value]) => [label, value === undefined ? undefined : String(value)] as const);
  return <Facts facts={facts} />;
}

/** The endpoint's latest facts. The message has those of its own time. */
function useLatest(endpoint: EndpointInfo | undefined): EndpointInfo | undefined {
  const { table } = useSession();
  return endpoint && table.endpoints.findLast(({ id, target }) => id === endpoint.id && target === endpoint.target);
}

function partitionText({ partition }: EndpointInfo): string | undefined {
  if (partition === '') return 'default';
  return partition === 'in-memory' ? 'in memory, its name can’t be known' : partition;
}

function endText({ endedAtUs, exitCode }: EndpointInfo): string | undefined {
  if (endedAtUs === undefined) return undefined;
  return exitCode === undefined ? formatClockUs(endedAtUs) : `${formatClockUs(endedAtUs)}, with exit code ${exitCode}`;
}

function kindText({ kind, isMainFrame, url = '' }: EndpointInfo): string {
  if (url.startsWith('devtools:')) return 'DevTools';
  if (url.startsWith('chrome-extension:') && kind === 'frame') return 'extension page';
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
      return 'unknown holder of a port';
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
    ['Total', String(total)],
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
