// What a plain Node process below `electroscope run` notices: nothing but the variables that it passes on.
console.log(
  `say ${JSON.stringify({ loaded: Object.keys(require.cache).length, module: require('node:module')._load.name, argv: process.argv.length, execArgv: process.execArgv })}`,
);
