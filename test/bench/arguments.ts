/** What `npm run bench -- …` was asked for. */

export interface BenchArguments {
  /** Fewer rounds: a look, not figures to publish. */
  readonly isQuick: boolean;
  /** Part of the name of a suite or a workload; everything else is left out. */
  readonly only: string | undefined;
}

/** @throws Error with a sentence for the user */
export function parseArguments(args: readonly string[]): BenchArguments {
  let isQuick = false;
  let only: string | undefined;
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--quick') isQuick = true;
    else if (args[i] === '--only' && args[i + 1] !== undefined) only = args[++i];
    else throw new Error(`Unknown argument ${args[i]}. Usage: npm run bench [-- --quick] [-- --only <name>]`);
  }
  return { isQuick, only };
}
