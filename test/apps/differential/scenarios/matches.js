// What a match of a regular expression leaves behind, after a burst for which a watcher may do some work at once.

module.exports = async function matches({ page, record }) {
  const { webContents } = page;
  /(b)(c)/.exec('abcd');
  for (let i = 0; i < 12; i++) {
    webContents.send('matches:unheard', 'x'.repeat(250_000), {
      note: 'Bearer abcdefghijklmnopqrstuvwxyz0123456789',
      url: 'https://user:pass@example.org/?access_token=abcdef',
    });
  }
  record('RegExp', [RegExp.$1, RegExp.$2, RegExp.$3, RegExp.input, RegExp.lastMatch, RegExp.lastParen]);
  record('contexts', [RegExp.leftContext, RegExp.rightContext]);
};
