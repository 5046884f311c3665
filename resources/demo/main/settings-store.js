'use strict';

const { nativeTheme } = require('electron');

const THEMES = ['system', 'light', 'dark'];

function createSettingsStore() {
  const settings = {
    theme: 'system',
    autosave: true,
    spelling: true,
    account: { email: 'mara@example.test', plan: 'field-team' },
  };

  return {
    snapshot: () => structuredClone(settings),

    set(key, value) {
      if (key === 'theme' && THEMES.includes(value)) nativeTheme.themeSource = value;
      settings[key] = value;
      return structuredClone(settings);
    },
  };
}

module.exports = { createSettingsStore };
