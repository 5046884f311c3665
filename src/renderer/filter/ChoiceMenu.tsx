import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useMemo, useState } from 'react';
import { choicesOf, withChoices } from '../../shared/filter/edit';
import { vocabularyOf } from '../../shared/filter/vocabulary';
import { formatCount } from '../../shared/format/format';
import menuStyles from '../components/Menu.module.css';
import { useSession } from '../session/SessionContext';
import styles from './FilterChips.module.css';

interface ChoiceMenuProps {
  readonly label: string;
  readonly filterKey: string;
  /** Every value there is. */
  readonly values: readonly string[];
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Values of a key, several of which may be chosen, with how many messages have each. */
export function ChoiceMenu({ label, filterKey, values, text, onChange }: ChoiceMenuProps) {
  const { table } = useSession();
  const [isOpen, setOpen] = useState(false);
  const chosen = choicesOf(text, filterKey);
  // Counted when it is opened.
  const counts = useMemo(() => {
    const counted = isOpen ? vocabularyOf(table).valuesOf(filterKey) : [];
    return new Map(counted.map(({ value, count }) => [value, count]));
  }, [isOpen, table, filterKey]);
  const toggle = (value: string, isOn: boolean) =>
    onChange(withChoices(text, filterKey, isOn ? [...chosen, value] : chosen.filter((other) => other !== value)));
  return (
    <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={setOpen}>
      <DropdownMenu.Trigger className={styles.chip} data-on={chosen.length > 0}>
        {chosen.length === 0 ? label : `${label}: ${chosen.join(', ')}`}
        <ChevronDown size={12} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menuStyles.menu} align="start" sideOffset={4} loop>
          {values.map((value) => (
            <DropdownMenu.CheckboxItem
              key={value}
              className={menuStyles.item}
              checked={chosen.includes(value)}
              onCheckedChange={(isOn) => toggle(value, isOn)}
              // Several can be chosen one after the other.
              onSelect={(event) => event.preventDefault()}
            >
              <span className={menuStyles.check}>
                <DropdownMenu.ItemIndicator>
                  <Check size={13} aria-hidden="true" />
                </DropdownMenu.ItemIndicator>
              </span>
              <span className={menuStyles.label}>{value}</span>
              <span className={menuStyles.note}>{formatCount(counts.get(value) ?? 0)}</span>
            </DropdownMenu.CheckboxItem>
          ))}
          <DropdownMenu.Separator className={menuStyles.separator} />
          <DropdownMenu.Item
            className={menuStyles.item}
            disabled={chosen.length === 0}
            onSelect={() => onChange(withChoices(text, filterKey, []))}
          >
            <span className={menuStyles.check} />
            Any
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
