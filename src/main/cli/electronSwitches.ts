/** Switches that Electron and Chromium take from the same command line. */

/**
 * Leaves out what is for Electron itself: a packaged inspector is started with such switches by desktop files, test tools and
 * people without a sandbox or a display, and has no other way to tell them from its own options.
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
