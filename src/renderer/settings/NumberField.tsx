import { TextField } from './TextField';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly isDisabled: boolean;
  readonly onChange: (value: number) => void;
}

/** A whole number from 1 on. */
export function NumberField({ label, value, most, isDisabled, onChange }: NumberFieldProps) {
  const take = (text: string): string | undefined => {
    const number = /^\d+$/.test(text.trim()) ? Number(text) : 0;
    if (number < 1 || number > most) return `Give a number from 1 to ${most}.`;
    onChange(number);
    return undefined;
  };
  return <TextField label={label} text={String(value)} isDisabled={isDisabled} take={take} />;
}
