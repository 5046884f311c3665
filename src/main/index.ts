/** Entry of the inspector's main process: puts the parts together. */

import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { app, type BaseWindow, BrowserWindow, Menu, powerMonitor } from 'electron';
import { agentSettingsOf } from '../shared/link/userSettings';
import { isSamePath } from './base/samePath';
import { shellPath } from './base/shellPath';
import { UserError } from './base/userError';
import { startAll } from './capture/startAll';
import { parseCommandLine } from './cli/arguments';
import type { ParsedCommand } from './cli/commands';
import { withoutElectronSwitches } from './cli/electronSwitches';
import { passedOutput } from './cli/passedOutput';
import { targetRequest } from './cli/targetArguments';
import { printUserError, terminalLines } from './cli/terminal';
import { Housekeeping } from './recordings/housekeeping';
import { OpenedSession } from './recordings/openedSession';
import { dataFolders, freeProfile } from './settings/dataFolders';
import { PreferencesFile } from './settings/preferencesFile';
import { RecentFile } from './settings/recentFile';
import { RetentionFile } from './settings/retentionFile';
import { SettingsFile } from './settings/settingsFile';
import { majorOf } from './targets/electronExecutable';
import { groupEvents } from './targets/processGroup';
import type { TargetRequest } from './targets/watchedTarget';
import { APP_ORIGIN, registerAppScheme, serveApp } from './window/appProtocol';
import { answerWindows } from './window/bridge';
import { chooseCapture } from './window/captureFiles';
import type { InspectorWindow } from './window/inspectorWindow';
import { InspectorWindows } from './window/inspectorWindows';
import { menuTemplate } from './window/menuTemplate';
import { closeBeforeQuit } from './window/quitting';
import { restrictWebContents } from './window/security';
import { showOffers } from './window/settingsAnswers';
import { chooseApp } from './window/targetStarts';

const MAX_PAGE_WAIT_MS = 5000;
const outFolder = dirname(dirname(fileURLToPath(import.meta.url)));
/** Of a package: what targets and threads load lies beside its archive. */
const unpackedFolder = outFolder.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
const iconFile = join(dirname(outFolder), 'resources', 'icons', 'icon.png');
/** electron-vite's development server; not that of another project, below which this one was started. */
const developmentUrl =
  app.isPackaged || !process.env.ELECTROSCOPE_DEVELOPMENT ? undefined : process.env.ELECTRON_RENDERER_URL;
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
const dataFolder = app.getPath('userData');
const { profileFolder, ...folders } = dataFolders(dataFolder, majorOf(process.versions.chrome));
app.setPath('sessionData', freeProfile(profileFolder));
registerAppScheme();

const command = readCommand();
/** A package can't run it: an Electron with its fuses runs nothing but its own app. */
const demoFolder = app.isPackaged ? undefined : join(dirname(outFolder), 'resources', 'demo');
const problems: UserError[] = [];
const settingsFile = new SettingsFile(
  join(dataFolder, 'settings.json'),
  command.type === 'open' ? command.userSettings : {},
  (error) => problems.push(error),
);
const preferencesFile = new PreferencesFile(join(dataFolder, 'window.json'), (error) => problems.push(error));
const retentionFile = new RetentionFile(join(dataFolder, 'retention.json'));
const recentFile = new RecentFile(join(dataFolder, 'recent.json'));
const windows = createWindows();
const housekeeping = new Housekeeping({
  ...folders,
  retention: () => retentionFile.read(),
  shownFiles: () => windows.all.map(({ inspection }) => inspection.session?.path),
});

// macOS: a capture was opened in the Finder.
app.on('open-file', (event, path) => {
  event.preventDefault();
  void app.whenReady().then(() => openCapture(path));
});
app.on('window-all-closed', () => app.quit());
closeBeforeQuit({ app, powerMonitor, windows });

// Started by the command-line program, which ends what this process leaves, and conveys signals (see cli/inspectorProcess.ts).
if (process.send !== undefined) {
  const quit = () => void app.whenReady().then(() => app.quit());
  groupEvents.on((news) => process.send?.(news, undefined, undefined, () => {}));
  process.on('message', (message) => message === 'quit' && quit());
  process.on('disconnect', quit);
}

/** What is launched finds its programs as in a terminal. */
const pathKnown = shellPath().then((path) => {
  if (path !== undefined) process.env.PATH = path;
});

void app.whenReady().then(async () => {
  // In place of Electron's own, which are there by now: they take the first as a request to quit, and end the process at once with the second.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  const actions = {
    openWindow: () => void windows.openNew(),
    launchApp: withWindow((inspector) => void chooseApp(inspector)),
    launchPackagedApp: withWindow((inspector) => void chooseApp(inspector, false, true)),
    saveCapture: withWindow(({ inspection, feed }) => inspection.session && feed?.askSave()),
    exportCapture: withWindow(({ inspection, feed }) => inspection.session && feed?.askExport()),
    openSettings: withWindow(({ feed }) => feed?.openSettings()),
    openCapture: withWindow((inspector) => void chooseCapture(inspector)),
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, !app.isPackaged, actions)));
  restrictWebContents(origins);
  serveApp(join(outFolder, 'renderer'));
  answerWindows(windows, {
    origins,
    demoFolder,
    settingsFile,
    preferencesFile,
    retentionFile,
    recentFile,
    housekeeping,
  });
  const first = await windows.openNew();
  for (const problem of problems) first.showNotice(problem);
  // Before a session of this start is among those it looks at; a window that is there by then gets the offers.
  await housekeeping
    .look()
    .catch((error: unknown) => process.stderr.write(`electroscope: ${terminalLines(String(error))}\n`));
  showOffers(windows, housekeeping);
  await pathKnown;
  const failure = await start(first);
  if (failure === undefined) return;
  printUserError(failure);
  process.exitCode = 1;
});

/** Does something with the window in which a menu was opened; where none is in front, with the newest. */
function withWindow(action: (inspector: InspectorWindow) => void): (window: BaseWindow | undefined) => void {
  return (window) => {
    const inspector =
      (window instanceof BrowserWindow ? windows.of(window.webContents) : undefined) ?? windows.all.at(-1);
    if (inspector !== undefined) action(inspector);
  };
}

/** In the window in front, unless it shows a session. */
async function openCapture(path: string): Promise<void> {
  const front = windows.of(BrowserWindow.getFocusedWindow()?.webContents) ?? windows.all[0];
  const { inspection } = front === undefined || front.inspection.session ? await windows.openNew() : front;
  await inspection.openFiles([path]);
}

/** Does what the command line says; failures are shown in the window too. */
async function start(inspector: InspectorWindow): Promise<UserError | undefined> {
  const { inspection } = inspector;
  if (command.type !== 'open') return undefined;
  const { file, targets } = command;
  if (file !== undefined) return inspection.openFiles([resolve(file)]);
  const requests = targets.map((target) => targetRequest(target, process.cwd()));
  // A command can't be started again if it has got one of the sockets that Chromium opens at its begin (see launchedProcess.ts). A
  // page that does not come keeps it from being started for a while only.
  if (requests.some(({ method }) => method === 'command'))
    await Promise.race([inspector.loaded, sleep(MAX_PAGE_WAIT_MS)]);
  return startAll(requests, inspection.capture, (error) => inspector.showNotice(error));
}

/** The command-line program has checked the arguments already; started in another way, mistakes show in the window. */
function readCommand(): ParsedCommand {
  try {
    return parseCommandLine(ownArguments());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printUserError(error);
    return { type: 'open', targets: [], keepRunning: false, userSettings: {} };
  }
}

/** The arguments after the program: after the folder of this app, where Electron was told to run it. */
function ownArguments(): string[] {
  const args = process.argv.slice(1);
  return app.isPackaged
    ? withoutElectronSwitches(args)
    : args.slice(args.findIndex((argument) => !argument.startsWith('-')) + 1);
}

function isDemo(request: TargetRequest): boolean {
  if (request.method !== 'launch' || demoFolder === undefined) return false;
  return isSamePath(resolve(request.workingDirectory, request.appPath), demoFolder);
}

function createWindows(): InspectorWindows {
  const { ELECTRON_RENDERER_URL: _, ELECTROSCOPE_DEVELOPMENT: __, ...inDevelopment } = process.env;
  const variables = developmentUrl === undefined ? process.env : inDevelopment;
  const streams = passedOutput();
  const windows = new InspectorWindows({
    window: {
      preload: join(outFolder, 'preload', 'index.cjs'),
      url: developmentUrl ?? `${APP_ORIGIN}/index.html`,
      icon: iconFile,
      placeFile: join(dataFolder, 'window-place.json'),
    },
    inspection: () => ({
      ...folders,
      agentFile: join(unpackedFolder, 'agent', 'agent.cjs'),
      hookFile: join(unpackedFolder, 'agent', 'run-hook.cjs'),
      isDemo,
      scanThreadFile: join(unpackedFolder, 'scan', 'scanThread.mjs'),
      // A packaged inspector is not an Electron that could run another app.
      fallbackElectron: async () => (app.isPackaged ? undefined : process.execPath),
      variables,
      streams,
      writerName: `electroscope ${app.getVersion()}`,
      agentSettings: agentSettingsOf(settingsFile.userSettings),
      keepsOutput: settingsFile.userSettings.keepsOutput,
    }),
    leavesTargets: command.type === 'open' && command.keepRunning,
  });
  windows.onOpen.on(({ inspection }) => {
    inspection.capture.onAttached.on(({ request, name }) => {
      // The demo has a button of its own.
      if (!isDemo(request)) recentFile.addTarget(request, name);
    });
    inspection.onSession.on((session) => {
      if (session === undefined) return;
      recentFile.addSession(session.path);
      // What the system lists is what the user knows by name.
      if (session instanceof OpenedSession) app.addRecentDocument(session.path);
    });
  });
  return windows;
}

if (!app.isPackaged) {
  // A development run must not end with a window that was never shown.
  process.on('unhandledRejection', (reason) => {
    process.stderr.write(
      `${terminalLines(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason))}\n`,
    );
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    app.exit(1);
  });
}
