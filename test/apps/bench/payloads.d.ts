export function smallObject(): object;
export function notes(jsonBytes: number): object[];
export function bytes(length: number): Uint8Array<ArrayBuffer>;
