globalThis.tools = require('./page.js');
