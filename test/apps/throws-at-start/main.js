const { app } = require('electron');

process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack}\n`);
  app.exit(1);
});

throw new Error('the database is missing');
