/**
 * The parts of the source that the scores in docs/decisions/mutation.md are of.
 *
 * @type {{ readonly [name: string]: readonly string[] }}
 */
export const AREAS = {
  policy: [
    'src/main/window/security.ts',
    'src/main/window/appProtocol.ts',
    'src/main/window/servedFile.ts',
    'src/main/window/mainWindow.ts',
    'src/main/window/windowChannels.ts',
    'src/shared/bridge/contentSecurityPolicy.ts',
  ],
  redaction: ['src/shared/redaction/**/*.ts'],
  link: [
    'src/shared/link/**/*.ts',
    'src/agent/link.ts',
    'src/agent/batchWriter.ts',
    'src/agent/outbox.ts',
    'src/agent/tokenBucket.ts',
  ],
  journal: [
    'src/shared/journal/**/*.ts',
    'src/main/journal/journalFile.ts',
    'src/main/journal/journalHeader.ts',
    'src/main/journal/journalWriter.ts',
    'src/main/journal/sequenceAccount.ts',
    'src/main/journal/fileDamage.ts',
    'src/main/journal/byteCursor.ts',
  ],
  filter: ['src/shared/filter/**/*.ts'],
  export: ['src/shared/export/**/*.ts', 'src/main/query/exportSession.ts'],
};
