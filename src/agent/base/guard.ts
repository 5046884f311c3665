/** A fault of ours must never reach the app: it is caught here and reported to the inspector once. */

export type ReportFault = (where: string, error: unknown) => void;

/**
 * Runs the agent's own work inside a hook.
 *
 * @returns the result, or undefined if it failed
 */
export function guarded<T>(where: string, report: ReportFault, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    try {
      report(where, error);
    } catch {
      // Nothing more can be done without touching the app.
    }
    return undefined;
  }
}
