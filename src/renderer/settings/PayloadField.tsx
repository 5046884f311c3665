import { parseSizeBytes } from '../../shared/filter/units';
import { isPayloadCap } from '../../shared/link/agentSettings';
import { sizeText } from './sizeText';
import { TextField } from './TextField';

interface PayloadFieldProps {
  readonly bytes: number;
  readonly onChange: (bytes: number) => void;
}

export function PayloadField({ bytes, onChange }: PayloadFieldProps) {
  const take = (text: string): string | undefined => {
    const size = parseSizeBytes(text.trim());
    if (size === undefined) return `“${text}” is not a valid size. Give one such as 64 KB or 1 MB.`;
    if (!isPayloadCap(Math.floor(size))) return 'That is more than can be kept. Give a size up to 8 MB.';
    onChange(Math.floor(size));
    return undefined;
  };
  return (
    <TextField
      label="Maximum payload per message"
      hint="Applies to the arguments, and to the result. Longer values are cut and marked."
      text={sizeText(bytes)}
      take={take}
    />
  );
}
