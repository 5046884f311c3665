/**
 * Lets Electroscope watch this app, if its user asks for it: with the variable `ELECTROSCOPE=1` or the argument
 * `--electroscope`. Without either it does nothing at all, so it may stay in code that ships.
 *
 * To be called in the main process, as early as can be; what was sent before is not seen. Never throws.
 *
 * `ELECTROSCOPE` and `--electroscope=` may also hold the path of the file that an Electroscope has written for this, where there are
 * several; otherwise the one that was opened last is meant.
 *
 * @returns whether it is watched from now on
 */
export function attach(): boolean;
