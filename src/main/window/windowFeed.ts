/**
 * Streams the session to a window over a MessagePort: at most ten batches a second while they are small, and never a second
 * one before the first is acknowledged, so that a window that can't keep up gets larger batches, not more of them.
 */

import type { MessagePortMain } from 'electron';
import type { FeedAcknowledgement, FeedMessage } from '../../shared/bridge/windowApi';
import type { WindowPreferences } from '../../shared/bridge/windowPreferences';
import { BatchSource } from '../../shared/columns/columnBatch';
import type { OutputLine } from '../../shared/journal/output';
import type { CaptureState } from '../../shared/session/captureState';
import type { OfferInfo, TaskInfo } from '../../shared/session/tasks';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';
import { infoOf } from '../base/userError';
import { OpenedSession } from '../recordings/openedSession';
import type { ReadableSession } from '../recordings/readableSession';
import { WindowScan } from './windowScan';

const BATCH_INTERVAL_MS = 100;
/** How often the channels' counts of hits are sent, at most; and all facts where there are many channels. */
const HITS_INTERVAL_MS = 1000;
/** With more, sending them at once would take too long. */
const MANY_CHANNELS = 5000;
/** Images in one batch: some 3 MB. */
const MAX_BATCH_ROWS = 50_000;

export class WindowFeed {
  private source: BatchSource | undefined;
  private session: ReadableSession | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isWaitingForAck = false;
  private areFactsDue = false;
  private sentTotals = '';
  private sentChannels = 0;
  private factsSentAt = 0;
  private readonly unsent: FeedMessage[] = [];
  private isPosting = false;

  private scan: WindowScan | undefined;
  /** Stops listening to the shown session. */
  private leaveSession = () => {};

  /** @param scanThreadFile the built thread that searches payloads */
  constructor(
    private readonly port: MessagePortMain,
    private readonly scanThreadFile: string,
  ) {
    port.on('message', ({ data }) => {
      if ((data as FeedAcknowledgement).type !== 'ack') return;
      this.isWaitingForAck = false;
      // A session that was opened comes as fast as the window takes it.
      if (this.source?.hasMore) this.send();
      else this.schedule();
    });
    port.start();
  }

  /** @param session undefined: there is none yet */
  showSession(session: ReadableSession | undefined): void {
    this.stopScan();
    this.session = session;
    this.leaveSession();
    this.source = session && new BatchSource(session.fold.table);
    if (session !== undefined) {
      const endings = [session.onRow.on((row) => this.touchRow(row)), session.onFacts.on(() => this.touchFacts())];
      this.leaveSession = () => {
        for (const end of endings) end();
      };
    }
    this.sentTotals = '';
    this.post({ type: 'reset', sessionFile: session?.path, isLive: !(session instanceof OpenedSession) });
    this.touchFacts();
  }

  showState(state: CaptureState): void {
    this.post({ type: 'state', state });
  }

  showOutput(lines: readonly OutputLine[], isWhole: boolean): void {
    this.post({ type: 'output', lines, isWhole });
  }

  /** @param failure undefined: the journal can be written again */
  showJournalFailure(failure: UserErrorInfo | undefined): void {
    this.post({ type: 'journalFailed', error: failure && infoOf(failure) });
  }

  showTask(task: TaskInfo | undefined): void {
    this.post({ type: 'task', task });
  }

  showOffers(offers: readonly OfferInfo[]): void {
    this.post({ type: 'offers', offers });
  }

  showDemo(hasDemo: boolean): void {
    this.post({ type: 'demo', hasDemo });
  }

  /** Another window has changed the preferences. */
  showPreferences(preferences: WindowPreferences): void {
    this.post({ type: 'preferences', preferences });
  }

  askExport(): void {
    this.post({ type: 'askExport' });
  }

  askSave(): void {
    this.post({ type: 'askSave' });
  }

  showNotice(notice: UserErrorInfo): void {
    this.post({ type: 'notice', notice: infoOf(notice) });
  }

  openSettings(): void {
    this.post({ type: 'openSettings' });
  }

  private touchRow(row: number): void {
    this.source?.touch(row);
    this.scan?.touch(row);
    this.schedule();
  }

  /** Searches payloads for a filter, and ends any earlier search. */
  startScan(id: number, filter: string): void {
    this.stopScan();
    if (this.session === undefined) return;
    this.scan = new WindowScan(id, filter, this.session, this.scanThreadFile, (update) => this.post(update));
  }

  stopScan(): void {
    this.scan?.stop();
    this.scan = undefined;
  }

  private touchFacts(): void {
    this.areFactsDue = true;
    this.schedule();
  }

  close(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.stopScan();
    this.leaveSession();
    this.session = undefined;
    this.port.close();
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.send();
    }, BATCH_INTERVAL_MS);
  }

  private send(): void {
    const { session, source } = this;
    if (session === undefined || source === undefined || this.isWaitingForAck) return;
    this.sendFacts(session);
    const batch = source.next(MAX_BATCH_ROWS);
    const totals = {
      captured: session.fold.table.length,
      dropped: session.fold.droppedMessages,
      journalBytes: session.bytes,
    };
    if (batch === undefined && JSON.stringify(totals) === this.sentTotals) return;
    this.sentTotals = JSON.stringify(totals);
    this.isWaitingForAck = true;
    this.post({ type: 'batch', batch, totals });
  }

  /** Facts at once when they change; of channels that were only hit, and of many, now and then. */
  private sendFacts({ fold }: ReadableSession): void {
    const { version } = fold.channels;
    const haveHitsChanged = version !== this.sentChannels;
    const now = performance.now();
    const isSometimeDue = (haveHitsChanged || this.areFactsDue) && now - this.factsSentAt > HITS_INTERVAL_MS;
    if (isSometimeDue || (this.areFactsDue && fold.channels.size <= MANY_CHANNELS)) {
      this.areFactsDue = false;
      this.sentChannels = version;
      this.factsSentAt = now;
      this.post({ type: 'facts', facts: fold.facts });
    } else if (haveHitsChanged || this.areFactsDue) {
      this.schedule();
    }
  }

  /**
   * In the order of the calls: a call runs the microtasks that wait before it sends anything, and those may post, too
   * (see docs/capture.md).
   */
  private post(message: FeedMessage): void {
    this.unsent.push(message);
    if (this.isPosting) return;
    this.isPosting = true;
    try {
      for (let next = this.unsent.shift(); next !== undefined; next = this.unsent.shift()) this.port.postMessage(next);
    } finally {
      this.isPosting = false;
    }
  }
}
