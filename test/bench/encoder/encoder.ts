/**
 * Measures the encoder, in whichever runtime it is started: plain Node, or an Electron that runs as Node. Its only
 * argument is the settings, as JSON; its output is the result, as JSON.
 */

import v8 from 'node:v8';
import { DEFAULT_AGENT_SETTINGS } from '../../../src/shared/link/agentSettings';
import { Redactor } from '../../../src/shared/redaction/redactor';
import { createEncoder, DEFAULT_LIMITS, type ValueOrigin } from '../../../src/shared/value/encode';
import { sealToJson } from '../../../src/shared/value/seal';
import { nodeBuiltins } from '../../support/nodeBuiltins';
import { median } from '../statistics';
import type { EncoderFigures, EncoderReport } from './encoderReport';
import { lastResult, type MeasureSettings, measureInTurns, medianRatio } from './measure';
import { CAP_TITLE, ENCODER_CASES, type EncoderCase, makeCopies } from './values';

const settings = JSON.parse(process.argv[2] as string) as MeasureSettings;
const encoder = createEncoder(nodeBuiltins);
/** As the agent records by default. */
const redaction = new Redactor(DEFAULT_AGENT_SETTINGS.redaction).of('args', 'bench');

function measureCase(encoderCase: EncoderCase, origin: ValueOrigin): Omit<EncoderFigures, 'targetUs'> {
  const copies = makeCopies(encoderCase, origin);
  const encodings = copies.map((args) => encoder.encode(args, origin, DEFAULT_LIMITS, redaction));
  const copyAt = (i: number): unknown[] => copies[i % copies.length] as unknown[];
  const [encodeUs = [], sealUs = [], jsonUs = [], v8Us = []] = measureInTurns(
    [
      (i) => encoder.encode(copyAt(i), origin, DEFAULT_LIMITS, redaction),
      (i) => sealToJson(encodings[i % copies.length] as (typeof encodings)[number]),
      (i) => JSON.stringify(copyAt(i)),
      (i) => v8.serialize(copyAt(i)),
    ],
    settings,
  );
  return {
    title: encoderCase.title,
    origin,
    snapshotUs: median(encodeUs),
    deferredUs: median(sealUs),
    jsonUs: median(jsonUs),
    v8Us: median(v8Us),
    snapshotToJson: medianRatio(encodeUs, jsonUs),
    snapshotToV8: medianRatio(encodeUs, v8Us),
    isTruncated: encodings[0]?.truncated ?? false,
  };
}

function measureAll(): EncoderFigures[] {
  const measured = (['received', 'app'] as const).flatMap((origin) =>
    ENCODER_CASES.filter(({ isCloneable }) => isCloneable || origin === 'app').map((it) => ({
      figures: measureCase(it, origin),
      target: it.target,
    })),
  );
  return measured.map(({ figures, target }) => {
    const cap = measured.find(({ figures: { title, origin } }) => title === CAP_TITLE && origin === figures.origin);
    return { ...figures, targetUs: target === 'cap' ? cap?.figures.snapshotUs : target };
  });
}

const { node, electron, v8: v8Version } = process.versions;
const report: EncoderReport = { node, electron, v8: v8Version, figures: measureAll() };
if (lastResult() === undefined) throw new Error('nothing was measured');
process.stdout.write(JSON.stringify(report));
