import { useMemo, useState } from 'react';
import type { EncodedValue } from '../../shared/value/encodedValue';
import { hasReferences, objectPaths } from '../../shared/value/objectPaths';
import type { ValueChild } from '../../shared/value/valueTree';
import { SearchField } from '../value/SearchField';
import { ValueTree } from '../value/ValueTree';
import type { TreeOrigin } from '../value/valuePlace';
import { useValueSearch } from '../value/valueSearch';
import { Section } from './Section';

interface ValueSectionProps {
  readonly title: string;
  /** Names the tree. */
  readonly label: string;
  readonly note?: string | undefined;
  readonly value: EncodedValue;
  /** The value itself, or its elements. */
  readonly roots: readonly ValueChild[];
  readonly origin: TreeOrigin;
}

/** A value that can be opened, searched and copied. */
export function ValueSection({ title, label, note, value, roots, origin }: ValueSectionProps) {
  const [text, setText] = useState('');
  const [current, setCurrent] = useState(0);
  const matches = useValueSearch(roots, text);
  const name = origin.root ?? 'value';
  const paths = useMemo(() => (hasReferences(value) ? objectPaths(value, name) : []), [value, name]);
  const { length } = matches.paths;
  return (
    <Section
      title={title}
      note={note}
      copyText={() => JSON.stringify(value, null, 2)}
      tools={
        <SearchField
          what={label}
          text={text}
          matches={matches}
          current={current}
          onText={(wanted) => {
            setText(wanted);
            setCurrent(0);
          }}
          onMove={(step) => length > 0 && setCurrent((current + step + length) % length)}
        />
      }
    >
      <ValueTree label={label} roots={roots} objectPaths={paths} origin={origin} found={matches.paths[current]} />
    </Section>
  );
}
