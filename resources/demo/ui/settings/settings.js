import { segmentedControl } from '../shared/dom.js';
import { performSteps } from '../shared/tour-steps.js';
import { showAccount } from './account.js';
import { createAmbient } from './ambient.js';
import { showStorage } from './storage.js';

const api = window.settingsApp;
const { settings } = api;

const showTheme = segmentedControl(document.querySelector('#theme'), (theme) => api.set('theme', theme));
showTheme(settings.theme);
bindCheckbox('autosave');
bindCheckbox('spelling');

const account = showAccount(api);
const storage = showStorage(api);
const firstMeasurement = new Promise((resolve) => {
  api.connect((message) => {
    if (message.type === 'storage') storage.show(message);
    if (message.type === 'applied') showTheme(message.settings.theme);
    resolve();
  });
});

const ambient = createAmbient(storage);
api.onTraffic(({ messagesPerSecond }) => ambient.setRate(messagesPerSecond));
api.onTourAct(async () => {
  await performSteps([() => api.set('spelling', true), account.signIn, account.testServer, storage.sendUsageReport]);
  api.finishTourAct();
});

await firstMeasurement;
api.ready();

function bindCheckbox(key) {
  const checkbox = document.querySelector(`#${key}`);
  checkbox.checked = settings[key];
  checkbox.addEventListener('change', () => api.set(key, checkbox.checked));
}
