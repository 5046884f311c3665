// Asks frames for the call stack of their JavaScript just after they have loaded. What runs next in the frame answers: the
// script that is sent along, unless something else does. Prints how often there was no stack.

const { createServer } = require('node:http');
const { app, BrowserWindow } = require('electron');

const ROUNDS = 40;
const PATIENCE_MS = 5000;

process.env.ELECTRON_DISABLE_SECURITY_WARNINGS = 'true'; // They run JavaScript after load, too.
app.disableHardwareAcceleration();
app.commandLine.appendSwitch('enable-features', 'DocumentPolicyIncludeJSCallStacksInCrashReports');
app.on('window-all-closed', () => {});
app.whenReady().then(async () => {
  const server = createServer((_request, response) => {
    response.setHeader('Document-Policy', 'include-js-call-stacks-in-crash-reports');
    response.setHeader('content-type', 'text/html');
    response.end('');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  let without = 0;
  let collected = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const window = new BrowserWindow({ show: false });
    await window.loadURL(`http://127.0.0.1:${server.address().port}`);
    const stack = window.webContents.mainFrame.collectJavaScriptCallStack();
    window.webContents.mainFrame.executeJavaScript('"some script"');
    // Chromium itself sometimes does not answer.
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, undefined));
    const result = await Promise.race([stack, patience]);
    if (result === null) without++;
    else if (typeof result === 'string') collected++;
    window.destroy();
  }
  console.log(`collected ${collected}, without a stack ${without}`);
  app.exit(0);
});
