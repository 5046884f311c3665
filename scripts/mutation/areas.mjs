/**
 * The parts of the source that the scores in docs/decisions/mutation.md are of, and the unit tests that are about them.
 *
 * @type {{ readonly [name: string]: { readonly source: readonly string[], readonly tests: readonly string[] } }}
 */
export const AREAS = {
  policy: {
    source: [
      'src/main/window/security.ts',
      'src/main/window/appProtocol.ts',
      'src/main/window/servedFile.ts',
      'src/main/window/mainWindow.ts',
      'src/main/window/windowChannels.ts',
      'src/shared/bridge/contentSecurityPolicy.ts',
    ],
    tests: ['test/unit/main/window/*.test.ts'],
  },
  redaction: {
    source: [
      'src/shared/redaction/*.ts',
      'src/shared/value/redactStored.ts',
      'src/shared/journal/homeFolder.ts',
      'src/shared/journal/internalPayloads.ts',
      'src/shared/journal/maskEntryTexts.ts',
    ],
    tests: [
      'test/unit/shared/redaction/*.test.ts',
      'test/unit/shared/value/redactStored.test.ts',
      'test/unit/shared/journal/{homeFolder,internalPayloads,maskEntryTexts}.test.ts',
      'test/unit/agent/recording/internalPayloads.test.ts',
      'test/unit/main/recordings/{internalPayloads,saveCapture}.test.ts',
      'test/unit/main/settings/settingsFile.test.ts',
    ],
  },
  link: {
    source: ['src/shared/link/*.ts', 'src/agent/link/{link,batchWriter,outbox}.ts', 'src/agent/base/tokenBucket.ts'],
    tests: [
      'test/unit/shared/link/*.test.ts',
      'test/unit/shared/redaction/keep.test.ts',
      'test/unit/agent/link/{link,batchWriter,outbox}.test.ts',
      'test/unit/agent/base/tokenBucket.test.ts',
      'test/unit/agent/recording/{recorder,frameDocument}.test.ts',
      'test/unit/agent/timing/frameTiming.test.ts',
      'test/unit/main/cli/arguments.test.ts',
      'test/unit/main/settings/settingsFile.test.ts',
      'test/unit/main/targets/{agentServer,agentStream}.test.ts',
    ],
  },
  journal: {
    source: [
      'src/shared/journal/{entries,lineCodec,migrations,targetEnds,recordedMessage,agentFacts}.ts',
      'src/main/journal/{journalFile,journalHeader,journalWriter,missingMessageCounter,fileDamage,byteCursor,linePlaces}.ts',
    ],
    tests: ['test/unit/shared/journal/*.test.ts', 'test/unit/main/journal/*.test.ts'],
  },
  filter: {
    source: ['src/shared/filter/*.ts'],
    tests: ['test/unit/shared/filter/*.test.ts', 'test/unit/main/query/blockMatcher.test.ts'],
  },
  export: {
    source: ['src/shared/export/*.ts', 'src/main/query/exportSession.ts'],
    tests: [
      'test/unit/shared/export/*.test.ts',
      'test/unit/shared/columns/openCalls.test.ts',
      'test/unit/main/query/exportSession.test.ts',
      'test/unit/main/recordings/importJsonl.test.ts',
    ],
  },
};
