/** Node 20 has no `navigator`, which the window's modules ask for the system when they load. */
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { userAgent: '' } });
