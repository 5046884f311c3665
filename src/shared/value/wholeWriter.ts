/** Writes JavaScript for what is to be sent or run: what was not recorded is written so that it is never taken for whole. */

import { quote } from './inspect';
import { JavaScriptWriter } from './javascript';

/** Stands, called with the reason, where something was not recorded. Nothing defines it. */
export const MISSING_NAME = 'missing';

export class WholeWriter extends JavaScriptWriter {
  /** @param paths of objects that stand in several places, by their number: expressions that give them */
  constructor(protected readonly paths: readonly string[]) {
    super();
  }

  protected override reference(id: number): string {
    return this.paths[id] ?? this.missing(`object #${id}`);
  }

  protected override missing(note: string): string {
    return `${MISSING_NAME}(${quote(note)})`;
  }

  protected override cutText(text: string, note: string): string {
    return quote(text) + this.after(note);
  }

  protected override rest(note: string): string {
    return `...${this.missing(note)}`;
  }

  protected override after(note: string): string {
    return ` + ${this.missing(note)}`;
  }
}
