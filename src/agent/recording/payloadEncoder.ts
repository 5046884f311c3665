/** Encodes what a message carries, as the settings of the recording say. */

import type { ValueRoot } from '../../shared/redaction/pathRules';
import type { EncodeLimits, Encoder, ValueOrigin } from '../../shared/value/encode';
import { type Encoding, sizeOnly } from '../../shared/value/encoding';
import { namesOwnPreload, withoutOwnPreload } from '../base/ownFiles';
import type { MessageFacts, MessageRecord } from './messageRecord';
import type { RecordingSettings } from './recordingSettings';

export class PayloadEncoder {
  constructor(
    private readonly encoder: Encoder,
    private readonly settings: RecordingSettings,
  ) {}

  /** Electron's own messages carry the app's environment and its preloads, and, where ours fails, its path. */
  omits({ internal, args }: MessageFacts): boolean {
    return internal === true && (!this.settings.internalPayloads || namesOwnPreload(args));
  }

  /** @param isCopied the app waits: what need not be written yet is only copied */
  args(facts: MessageFacts, isOmitted: boolean, isCopied: boolean): Encoding {
    const limits = isCopied ? this.settings.waitingLimits : this.settings.limits;
    const encoding = this.encode(facts.args, facts.origin, 'args', facts.channel, limits);
    if (isOmitted) return sizeOnly(encoding);
    const { leftOutBytes } = facts;
    return leftOutBytes === undefined ? encoding : { ...encoding, sizeBytes: leftOutBytes, truncated: true };
  }

  result({ internal, channel }: MessageRecord['facts'], result: unknown, limits = this.settings.limits): Encoding {
    return this.encode(internal ? withoutOwnPreload(result) : result, 'app', 'result', channel, limits);
  }

  error({ channel }: MessageRecord['facts'], error: unknown, limits: EncodeLimits): Encoding {
    return this.encode(error, 'app', 'error', channel, limits);
  }

  private encode(
    value: unknown,
    origin: ValueOrigin,
    root: ValueRoot,
    channel: string,
    limits: EncodeLimits,
  ): Encoding {
    return this.encoder.encode(value, origin, limits, this.settings.redactor.of(root, channel));
  }
}
