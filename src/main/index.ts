/** Entry of the inspector's main process: puts the parts together. */

import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { app, type BaseWindow, BrowserWindow } from 'electron';
import type { TargetWay } from '../shared/bridge/windowApi';
import { settingsOf } from '../shared/link/captureChoices';
import { parseCommandLine } from './cli/arguments';
import type { Command } from './cli/commands';
import { withoutElectronSwitches } from './cli/electronSwitches';
import { printUserError } from './cli/printError';
import { targetRequest } from './cli/targetArguments';
import { Housekeeping } from './session/housekeeping';
import { Inspection } from './session/inspection';
import { OpenedSession } from './session/openedSession';
import { PreferencesFile } from './settings/preferencesFile';
import { RecentFile } from './settings/recentFile';
import { RetentionFile } from './settings/retentionFile';
import { SettingsFile } from './settings/settingsFile';
import type { TargetRequest } from './targets/watchedTarget';
import { UserError } from './userError';
import { APP_ORIGIN, registerAppScheme, serveApp } from './window/appProtocol';
import { Bridge } from './window/bridge';
import { openMainWindow } from './window/mainWindow';
import { installMenu } from './window/menu';
import { restrictWebContents } from './window/security';

/** Longer than a target gets to end by itself, and what it has sent to be taken. */
const MAX_QUIT_MS = 10_000;
const outFolder = dirname(dirname(fileURLToPath(import.meta.url)));
/** Of a package: what targets and threads load lies beside its archive. */
const unpackedFolder = outFolder.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
const iconFile = join(dirname(outFolder), 'resources', 'icons', 'icon.png');
/** electron-vite's development server. */
const developmentUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origins = developmentUrl === undefined ? [APP_ORIGIN] : [new URL(developmentUrl).origin];

app.setName('Electroscope');
app.setAboutPanelOptions({
  applicationName: 'Electroscope',
  applicationVersion: app.getVersion(),
  version: `Electron ${process.versions.electron}`,
  copyright: 'MIT licence',
  iconPath: iconFile,
});
if (process.env.ELECTROSCOPE_DATA_DIR) app.setPath('userData', process.env.ELECTROSCOPE_DATA_DIR);
registerAppScheme();

const command = readCommand();
const { inspection, bridge, housekeeping } = createInspection();
let isQuitting = false;

// macOS: a capture was opened in the Finder.
app.on('open-file', (event, path) => {
  event.preventDefault();
  void app.whenReady().then(() => inspection.openFiles([path]));
});
app.on('window-all-closed', () => app.quit());
app.on('before-quit', (event) => {
  if (isQuitting) return;
  // The target ends with the inspector, and what is in memory goes to the journal first.
  event.preventDefault();
  isQuitting = true;
  const leaveTarget = command.type === 'open' && command.keepRunning;
  void Promise.race([inspection.close({ leaveTarget }), tooLong()]).finally(() => app.quit());
});

/** Whatever it hangs on: a user who quits is not kept waiting for ever. */
async function tooLong(): Promise<void> {
  await sleep(MAX_QUIT_MS);
  process.stderr.write(
    `electroscope: closing took more than ${MAX_QUIT_MS / 1000} s; what was captured last may be missing from the journal.\n`,
  );
}

void app.whenReady().then(async () => {
  installMenu({
    launchApp: (window) => void bridge.chooseApp(ownWindow(window)),
    saveCapture: (window) => bridge.askSave(ownWindow(window)),
    exportCapture: (window) => bridge.askExport(ownWindow(window)),
    openSettings: () => bridge.forEachFeed((feed) => feed.openSettings()),
    openCapture: (window) => void bridge.chooseCapture(ownWindow(window)),
  });
  restrictWebContents(origins);
  serveApp(join(outFolder, 'renderer'));
  openMainWindow({
    preload: join(outFolder, 'preload', 'index.cjs'),
    url: developmentUrl ?? `${APP_ORIGIN}/index.html`,
    icon: iconFile,
    placeFile: join(app.getPath('userData'), 'window-place.json'),
  });
  // Before a session of this start is among those it looks at; a window that is there by then is told.
  await housekeeping.look().catch((error: unknown) => process.stderr.write(`electroscope: ${error}\n`));
  bridge.forEachFeed((feed) => feed.showOffers(housekeeping.open));
  await inspection.welcome().catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    bridge.showNotice(error);
  });
  const failure = await start();
  if (failure === undefined) return;
  printUserError(failure);
  process.exitCode = 1;
});

function ownWindow(window: BaseWindow | undefined): BrowserWindow | null {
  return window instanceof BrowserWindow ? window : null;
}

/** Does what the command line says; failures are shown in the window too. */
async function start(): Promise<UserError | undefined> {
  if (command.type !== 'open') return undefined;
  const { file, target } = command;
  if (file !== undefined) return inspection.openFiles([resolve(file)]);
  return target && inspection.capture.start(targetRequest(target, process.cwd()));
}

/** The command-line program has checked the arguments already; started in another way, mistakes show in the window. */
function readCommand(): Command {
  try {
    return parseCommandLine(ownArguments());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printUserError(error);
    return { type: 'open', keepRunning: false, choices: {} };
  }
}

/** The arguments after the program: after the folder of this app, where Electron was told to run it. */
function ownArguments(): string[] {
  const args = process.argv.slice(1);
  return app.isPackaged
    ? withoutElectronSwitches(args)
    : args.slice(args.findIndex((argument) => !argument.startsWith('-')) + 1);
}

function createInspection(): { inspection: Inspection; bridge: Bridge; housekeeping: Housekeeping } {
  const { ELECTRON_RENDERER_URL: _, ...variables } = process.env;
  const dataFolder = app.getPath('userData');
  const problems: UserError[] = [];
  const settingsFile = new SettingsFile(
    join(dataFolder, 'settings.json'),
    command.type === 'open' ? command.choices : {},
    (error) => problems.push(error),
  );
  const preferencesFile = new PreferencesFile(join(dataFolder, 'window.json'), (error) => problems.push(error));
  const folders = { sessionsFolder: join(dataFolder, 'sessions'), indexFolder: join(dataFolder, 'indexes') };
  const demoFolder = join(dirname(outFolder), 'resources', 'demo');
  const recentFile = new RecentFile(join(dataFolder, 'recent.json'));
  const rememberTarget = (request: TargetRequest | undefined, state: { name: string; way: TargetWay }) => {
    // An app that came by itself was not asked for.
    if (request?.way !== state.way) return;
    // The demo has a button of its own.
    const isDemo = request.way === 'launch' && resolve(request.workingDirectory, request.appPath) === demoFolder;
    if (!isDemo) recentFile.addTarget(request, state.name);
  };
  const rememberSession = (path: string, isOpened: boolean) => {
    recentFile.addSession(path);
    // What the system lists is what the user knows by name.
    if (isOpened) app.addRecentDocument(path);
  };
  const inspected = new Inspection(
    {
      ...folders,
      agentFile: join(unpackedFolder, 'agent', 'agent.cjs'),
      hookFile: join(unpackedFolder, 'agent', 'run-hook.cjs'),
      // A packaged inspector is no Electron that could run another app.
      fallbackElectron: app.isPackaged ? undefined : process.execPath,
      variables,
      writerName: `electroscope ${app.getVersion()}`,
      agentSettings: settingsOf(settingsFile.choices),
    },
    {
      stateChanged(state) {
        windows.forEachFeed((feed) => feed.showState(state));
        if (state.phase === 'attached') rememberTarget(inspected.capture.request, state);
      },
      sessionShown(session) {
        windows.forEachFeed((feed) => feed.showSession(session));
        if (session !== undefined) rememberSession(session.path, session instanceof OpenedSession);
      },
      rowChanged: (row) => windows.forEachFeed((feed) => feed.touchRow(row)),
      factsChanged: () => windows.forEachFeed((feed) => feed.touchFacts()),
      outputStarted(output) {
        windows.forEachFeed((feed) => feed.showOutput(output.all, true));
        output.onLines((lines) => windows.forEachFeed((feed) => feed.showOutput(lines, false)));
      },
      journalChanged: (error) => windows.forEachFeed((feed) => feed.showJournalFailure(error)),
      taskChanged: (task) => windows.forEachFeed((feed) => feed.showTask(task)),
      taskFailed: (error) => windows.showNotice(error),
    },
  );
  const retentionFile = new RetentionFile(join(dataFolder, 'retention.json'));
  const keeper = new Housekeeping(
    { ...folders, retention: () => retentionFile.read(), shownFile: () => inspected.session?.path },
    (path) => inspected.openFiles([path]),
  );
  const windows = new Bridge(inspected, {
    origins,
    demoFolder,
    scanThreadFile: join(unpackedFolder, 'scan', 'scanThread.mjs'),
    settingsFile,
    preferencesFile,
    retentionFile,
    recentFile,
    housekeeping: keeper,
  });
  for (const problem of problems) windows.showNotice(problem);
  return { inspection: inspected, bridge: windows, housekeeping: keeper };
}

if (!app.isPackaged) {
  // A development run must not end with a window that was never shown.
  process.on('unhandledRejection', (reason) => {
    process.stderr.write(`${reason instanceof Error ? reason.stack : String(reason)}\n`);
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    app.exit(1);
  });
}
