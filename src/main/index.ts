/** Entry of the inspector's main process: puts the parts together. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow } from 'electron';
import { type Command, parseCommandLine } from './cli/arguments';
import { printUserError } from './cli/printError';
import { LiveCapture } from './session/liveCapture';
import { UserError } from './userError';
import { APP_ORIGIN, registerAppScheme, serveApp } from './window/appProtocol';
import { Bridge } from './window/bridge';
import { openMainWindow } from './window/mainWindow';
import { installMenu } from './window/menu';
import { restrictWebContents } from './window/security';

const outFolder = dirname(dirname(fileURLToPath(import.meta.url)));
/** electron-vite's development server. */
const developmentUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const origins = developmentUrl === undefined ? [APP_ORIGIN] : [new URL(developmentUrl).origin];

app.setName('Electroscope');
if (process.env.ELECTROSCOPE_DATA_DIR) app.setPath('userData', process.env.ELECTROSCOPE_DATA_DIR);
registerAppScheme();

const command = readCommand();
const capture = createCapture();
let isQuitting = false;

app.on('window-all-closed', () => app.quit());
app.on('before-quit', (event) => {
  if (isQuitting) return;
  // The target ends with the inspector, and what is in memory goes to the journal first.
  event.preventDefault();
  isQuitting = true;
  void capture.close({ leaveTarget: command.type === 'open' && command.keepRunning }).finally(() => app.quit());
});

void app.whenReady().then(async () => {
  installMenu();
  restrictWebContents(origins);
  serveApp(join(outFolder, 'renderer'));
  openMainWindow(join(outFolder, 'preload', 'index.cjs'), developmentUrl ?? `${APP_ORIGIN}/index.html`);
  if (command.type !== 'open' || command.launch === undefined) return;
  const failure = await capture.launch({ ...command.launch, workingDirectory: process.cwd() });
  if (failure === undefined) return;
  printUserError(failure);
  process.exitCode = 1;
});

/** The command-line program has checked the arguments already; started in another way, mistakes show in the window. */
function readCommand(): Command {
  try {
    return parseCommandLine(ownArguments());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printUserError(error);
    return { type: 'open', keepRunning: false, settings: {} };
  }
}

/** The arguments after the program: after the folder of this app, where Electron was told to run it. */
function ownArguments(): string[] {
  const args = process.argv.slice(1);
  return app.isPackaged ? args : args.slice(args.findIndex((argument) => !argument.startsWith('-')) + 1);
}

function createCapture(): LiveCapture {
  const { ELECTRON_RENDERER_URL: _, ...variables } = process.env;
  const live = new LiveCapture(
    {
      sessionsFolder: join(app.getPath('userData'), 'sessions'),
      agentFile: join(outFolder, 'agent', 'agent.cjs'),
      // A packaged inspector is no Electron that could run another app.
      fallbackElectron: app.isPackaged ? undefined : process.execPath,
      variables,
      writerName: `electroscope ${app.getVersion()}`,
      agentSettings: command.type === 'open' ? command.settings : undefined,
    },
    {
      stateChanged: (state) => bridge.forEachFeed((feed) => feed.showState(state)),
      sessionStarted: (session) => bridge.forEachFeed((feed) => feed.showSession(session)),
      rowChanged: (row) => bridge.forEachFeed((feed) => feed.touchRow(row)),
      factsChanged: () => bridge.forEachFeed((feed) => feed.touchFacts()),
      outputStarted(output) {
        bridge.forEachFeed((feed) => feed.showOutput(output.all, true));
        output.onLines((lines) => bridge.forEachFeed((feed) => feed.showOutput(lines, false)));
      },
      journalFailed: (error) => bridge.forEachFeed((feed) => feed.showJournalFailure(error)),
    },
  );
  const bridge = new Bridge(live, { origins, demoFolder: join(dirname(outFolder), 'resources', 'demo') });
  return live;
}

if (!app.isPackaged) {
  // A development run must not end with a window that was never shown.
  process.on('unhandledRejection', (reason) => {
    process.stderr.write(`${reason instanceof Error ? reason.stack : String(reason)}\n`);
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    app.exit(1);
  });
}
