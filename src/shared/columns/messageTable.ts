/** The message table: columns, and the texts and endpoints that they point to. */

import { CHUNK_MASK, ColumnStore, type Columns } from './columns';
import type { EndpointInfo } from './endpointInfo';

export class MessageTable {
  readonly columns = new ColumnStore();
  private readonly channelNames: string[] = [];
  private readonly channelIndexes = new Map<string, number>();
  private readonly endpointInfos: EndpointInfo[] = [];

  get length(): number {
    return this.columns.length;
  }

  /** Every channel seen, in the order of first sight. */
  get channels(): readonly string[] {
    return this.channelNames;
  }

  /** Every version of every endpoint. */
  get endpoints(): readonly EndpointInfo[] {
    return this.endpointInfos;
  }

  channelIndex(name: string): number {
    let index = this.channelIndexes.get(name);
    if (index === undefined) {
      index = this.channelNames.length;
      this.channelNames.push(name);
      this.channelIndexes.set(name, index);
    }
    return index;
  }

  addEndpoint(info: EndpointInfo): number {
    this.endpointInfos.push(info);
    return this.endpointInfos.length - 1;
  }

  channelOf(row: number): string {
    return this.channelNames[this.columns.get(row, 'channel')] ?? '';
  }

  clear(): void {
    this.columns.clear();
    this.channelNames.length = 0;
    this.channelIndexes.clear();
    this.endpointInfos.length = 0;
  }
}

/**
 * The widest span known of a message, in microseconds: for calls until the answer (as the caller saw it where that is
 * known), for one-way messages until the listeners returned. NaN where nothing is known.
 */
export function durationUs(columns: Columns, index: number): number {
  const transit = columns.transitUs[index] as number;
  const handler = columns.handlerUs[index] as number;
  const back = columns.returnUs[index] as number;
  const inMain = Number.isNaN(handler) ? (columns.blockingUs[index] as number) : handler;
  return inMain + (Number.isNaN(transit) ? 0 : transit) + (Number.isNaN(back) ? 0 : back);
}

/** `durationUs` of a row of a table. */
export function rowDurationUs(table: MessageTable, row: number): number {
  return durationUs(table.columns.chunkOf(row), row & CHUNK_MASK);
}
