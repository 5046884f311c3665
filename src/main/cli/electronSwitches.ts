/** Switches that Electron and Chromium take from the same command line. */

/**
 * Removes switches for Electron itself. Desktop files, test tools and people without a sandbox or a display start a packaged
 * inspector with such switches, and it can't distinguish them from its own options otherwise.
 *
 * @param args without the executable
 * @returns those before `--` without Electron's switches, and all after it
 */
export function withoutElectronSwitches(args: readonly string[]): string[] {
  const separator = args.indexOf('--');
  const end = separator === -1 ? args.length : separator;
  return args.filter((argument, i) => i >= end || !ELECTRON_SWITCH.test(argument));
}

/** From Electron's “Supported Command Line Switches” and those of Chromium that are of use on a desktop; `-psn_` is macOS's. */
const ELECTRON_SWITCH =
  /^--(no-sandbox|no-zygote|in-process-gpu|headless|inspect(-[a-z-]+)?|remote-debugging-[a-z-]+|user-data-dir|js-flags|lang|force-[a-z-]+|(enable|disable)-[a-zA-Z-]+|ozone-[a-z-]+|use-[a-z-]+|gtk-version|log-[a-z-]+|vmodule|proxy-[a-z-]+|password-store|high-dpi-[a-z-]+)(=|$)|^-psn_/;
