/** The theme's colours for a canvas, which does not support custom properties or `light-dark()`. */

export type Palette = (name: `--${string}`) => string;

const known = new Map<string, string>();
const darkScheme = window.matchMedia('(prefers-color-scheme: dark)');
darkScheme.addEventListener('change', () => known.clear());

/** @param element any that is shown */
export function paletteOf(element: Element): Palette {
  return (name) => {
    const cached = known.get(name);
    if (cached !== undefined) return cached;
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    element.ownerDocument.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    known.set(name, color);
    return color;
  };
}

/** @returns ends it */
export function onSchemeChange(listener: () => void): () => void {
  darkScheme.addEventListener('change', listener);
  return () => darkScheme.removeEventListener('change', listener);
}
