import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascriptLanguage } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  LanguageSupport,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, linter, lintKeymap } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { parseArguments } from '../../shared/value/parse/parseArguments';
import styles from './ArgumentsEditor.module.css';

interface ArgumentsEditorProps {
  /** The initial text; the editor holds later changes. */
  readonly text: string;
  /** Id of the element that shows the problems. */
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
}

/** How long typing pauses before the text under it is checked. */
const CHECK_DELAY_MS = 200;

/** The arguments of a call as JavaScript, checked while they are typed. */
export function ArgumentsEditor({ text, describedBy, onChange, onSend }: ArgumentsEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const callbacks = useRef({ onChange, onSend });
  callbacks.current = { onChange, onSend };

  const initial = useRef({ text, describedBy });

  useEffect(() => {
    if (host.current === null) return;
    // The content security policy refuses style sheets in the document; in a shadow root the editor adopts them.
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const view = new EditorView({ root, parent: root, state: stateOf(initial.current, callbacks) });
    return () => view.destroy();
  }, []);

  return <div ref={host} className={styles.editor} data-testid="arguments-editor" />;
}

type Initial = Pick<ArgumentsEditorProps, 'text' | 'describedBy'>;
type Callbacks = { readonly current: { readonly onChange: (text: string) => void; readonly onSend: () => void } };

function stateOf({ text, describedBy }: Initial, callbacks: Callbacks): EditorState {
  const send = () => {
    callbacks.current.onSend();
    return true;
  };
  return EditorState.create({
    doc: text,
    extensions: [
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: send }])),
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      new LanguageSupport(VALUES),
      syntaxHighlighting(HIGHLIGHTS),
      linter(({ state }) => problemsOf(state.doc.toString()), { delay: CHECK_DELAY_MS }),
      placeholder('none – write values as in a call: "text", { id: 1 }, new Date("2026-11-21")'),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'Arguments', 'aria-describedby': describedBy }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) callbacks.current.onChange(update.state.doc.toString());
      }),
      THEME,
    ],
  });
}

function problemsOf(text: string): Diagnostic[] {
  const parsed = parseArguments(text);
  if ('args' in parsed) return [];
  return parsed.problems.map(({ from, to, message, remedy, isMissing }) => ({
    from,
    to,
    message: `${message} ${remedy}`,
    severity: isMissing ? 'warning' : 'error',
  }));
}

/** A brace opens an object, not a block of statements. */
const VALUES = javascriptLanguage.configure({ top: 'SingleExpression' });

const HIGHLIGHTS = HighlightStyle.define([
  { tag: [tags.string, tags.regexp], color: 'var(--value-string)' },
  { tag: tags.number, color: 'var(--value-number)' },
  { tag: [tags.bool, tags.null, tags.keyword, tags.atom, tags.operatorKeyword], color: 'var(--value-keyword)' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--value-key)' },
  { tag: [tags.className, tags.typeName, tags.variableName], color: 'var(--value-type)' },
  { tag: tags.comment, color: 'var(--text-faint)' },
]);

const THEME = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'transparent', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--text)', userSelect: 'text' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--text-faint)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '26px', padding: '0 8px 0 4px' },
  '.cm-placeholder': { color: 'var(--text-faint)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'light-dark(#bcd3ff, #35508f)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-surface)' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--error)', backgroundImage: 'none' },
  '.cm-lintRange-warning': {
    textDecoration: 'underline wavy var(--warn)',
    backgroundImage: 'none',
    backgroundColor: 'var(--warn-surface)',
  },
  '.cm-tooltip': {
    maxWidth: '480px',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface-overlay)',
    boxShadow: 'var(--shadow)',
    color: 'var(--text)',
    fontFamily: 'var(--font-ui)',
  },
  '.cm-diagnostic': { padding: '5px 10px', marginLeft: '0', whiteSpace: 'normal' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--error)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-panels': { backgroundColor: 'var(--surface-raised)', color: 'var(--text)' },
});
