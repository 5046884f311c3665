// Preloaded into an app: it then looks like one that runs on an old Electron.
Object.defineProperty(process, 'versions', { value: Object.freeze({ ...process.versions, electron: '12.2.3' }) });
