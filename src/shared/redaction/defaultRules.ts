/**
 * The default redaction rules: they hide passwords, tokens, keys, cookies and the headers that
 * carry them.
 */

import type { RedactionRules, TextPattern } from './rules';

/** Values of these names are hidden whole, whatever they are. */
const KEYS = [
  // Passwords: `password`, `userPassword`, `password_hash`, `new-password`, `passwordConfirmation`.
  '*password',
  'password*',
  '*passwd',
  'pwd',
  '*passphrase',
  'passcode',
  // Tokens: `token`, `accessToken`, `refresh_token`, `csrf-token`, `sessionToken`; not `tokenCount` or `maxTokens`.
  '*token',
  'authToken*',
  'accessTokens',
  'refreshTokens',
  'jwt',
  'bearer',
  // Secrets and keys.
  '*secret',
  'secretKey',
  '*secretAccessKey',
  '*apiKey',
  '*privateKey',
  '*encryptionKey',
  '*masterKey',
  'credentials',
  'totp',
  'otp',
  'mnemonic',
  'seedPhrase',
  // Headers; `X-Api-Key` and `X-CSRF-Token` are covered above.
  'authorization',
  'proxyAuthorization',
  'authorizationHeader',
  'cookie',
  'cookies',
  'setCookie',
  'cookieHeader',
  'sessionId',
  'sid',
  'connect.sid',
  'PHPSESSID',
  'JSESSIONID',
] as const;

const JSON_NAMES = String.raw`(?:[\w-]{0,40}(?:password|passwd|secret|token|api[_-]?key|private[_-]?key)|authorization|cookie)`;
const JSON_HINT = {
  literals: ['\\"'],
  source: String.raw`(?:password|passwd|secret|token|key|authorization|cookie)\\+"`,
};

/**
 * Secrets that are known by their form. Every quantifier that could meet itself again is bounded or begins at a border,
 * so that no text, however it is made, takes longer than a multiple of its length. The literals of the hints begin with
 * characters that are rare, because that is what makes a search fast.
 */
const PATTERNS: readonly TextPattern[] = [
  {
    name: 'bearer token',
    source: String.raw`\b((?:Bearer|bearer|BEARER) {1,4})[A-Za-z0-9._~+/=-]{8,}`,
    flags: '',
    hint: { literals: ['rer ', 'RER '], source: '(?:[Bb]earer|BEARER) ' },
  },
  {
    name: 'basic credentials',
    // Base64, not a word: “Basic information” is none.
    source: String.raw`\b([Bb]asic {1,4})(?=[A-Za-z0-9+/]{0,400}(?:[0-9+/=]|[a-z][A-Z]))[A-Za-z0-9+/]{8,}={0,2}`,
    flags: '',
    hint: { literals: ['sic '], source: '[Bb]asic ' },
  },
  {
    name: 'JSON web token',
    source: String.raw`(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*){0,4}`,
    flags: '',
    hint: { literals: ['yJ'], source: String.raw`eyJ[\w-]{5}` },
  },
  {
    name: 'header',
    source: String.raw`((?:^|[\r\n])[ \t]{0,8}(?:(?:[Pp]roxy-)?[Aa]uthorization|(?:[Ss]et-)?[Cc]ookie|[Xx]-[Aa][Pp][Ii]-[Kk]ey):[ \t]{0,8})[^\r\n]+`,
    flags: '',
    hint: { literals: ['zation:', 'kie:', 'Key:', 'key:'] },
  },
  {
    name: 'URL parameter',
    source: String.raw`((?:^|[?&#;\s])(?:[a-z]{1,20}[_-])?(?:token|api_?key|client_secret|secret|password|passwd|pwd)=)[^&#;\s"'<>]+`,
    flags: 'i',
    hint: { literals: ['='], source: '(?:token|key|secret|password|passwd|pwd)=' },
  },
  {
    name: 'URL credentials',
    source: String.raw`(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"]{0,200}:)[^\s/@"]{1,500}(?=@)`,
    flags: 'i',
    hint: { literals: ['//'], source: String.raw`:\/\/[^\s/:@"]{0,400}:[^\s/@"]{1,1000}@` },
  },
  {
    name: 'JSON property',
    // In a text that itself holds JSON: "password":"…".
    source: String.raw`("${JSON_NAMES}"\s{0,8}:\s{0,8}")(?:[^"\\]|\\[\s\S]?)+`,
    flags: 'i',
    hint: JSON_HINT,
  },
  {
    name: 'JSON property',
    // The same in a text within that: its quotes are escaped.
    source: String.raw`(\\{1,7}"${JSON_NAMES}\\{1,7}"\s{0,8}:\s{0,8}\\{1,7}")(?:[^"\\]|\\{2,}"|\\+(?!"))+`,
    flags: 'i',
    hint: JSON_HINT,
  },
  {
    name: 'private key',
    source: String.raw`-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)`,
    flags: '',
    hint: { literals: ['PRIVATE KEY-----'] },
  },
  {
    name: 'API key',
    source: String.raw`(?<![\w-])(?:gh[ops]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeprs]-[\w-]{10,}|sk-[\w-]{20,}|[sr]k_live_\w{16,}|AKIA[0-9A-Z]{16}|AIza[\w-]{35}|npm_[A-Za-z0-9]{30,})`,
    flags: '',
    hint: {
      literals: ['hp_', 'ho_', 'hs_', '_pat_', 'pat-', 'xox', 'sk-', '_live_', 'KIA', 'Iza', 'pm_'],
      source: String.raw`gh[ops]_\w{20}|github_pat_|glpat-|xox[abeprs]-|sk-[\w-]{20}|k_live_|AKIA|AIza|npm_\w{30}`,
    },
  },
];

export const DEFAULT_RULES: RedactionRules = { keys: KEYS, paths: [], patterns: PATTERNS, keeps: [] };
