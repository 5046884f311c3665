// A sandboxed preload can require no file.
const { ipcRenderer } = require('electron');

const listed = [];
for (const name in ipcRenderer) listed.push(name);
const lines = [`for in: ${listed}`, `own: ${Object.getOwnPropertyNames(ipcRenderer)}`];
for (let level = Object.getPrototypeOf(ipcRenderer); level !== Object.prototype; level = Object.getPrototypeOf(level)) {
  for (const key of Reflect.ownKeys(level)) {
    const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(level, key);
    const of =
      typeof value === 'function'
        ? `${value.name}/${value.length} ${Reflect.ownKeys(value).map(String)}`
        : typeof value;
    lines.push(`${String(key)} ${writable}${enumerable}${configurable} ${of}`);
  }
}
ipcRenderer.send('surfaces:told', lines);
