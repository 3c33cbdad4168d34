import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import type { Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { type CompletionHints, policyCompletions } from './policy-completions.ts'

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '0.75rem', color: 'var(--color-ink)', backgroundColor: 'var(--color-ground)' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.25rem' },
  '.cm-content': { caretColor: 'var(--color-ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--color-sunken)',
    color: 'var(--color-ink-3)',
    borderRight: '1px solid var(--color-line)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--color-hovered) 55%, transparent)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--color-chosen)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--color-chosen)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--color-hovered)',
    outline: '1px solid var(--color-line-strong)',
  },
  '.cm-selectionMatch, .cm-searchMatch': { backgroundColor: 'var(--color-warn-ground)' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--color-raised)',
    color: 'var(--color-ink)',
    border: '1px solid var(--color-line)',
    borderRadius: '6px',
    boxShadow: 'var(--shadow-float)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--color-chosen)',
    color: 'var(--color-ink)',
  },
  '.cm-completionDetail': { color: 'var(--color-ink-3)', fontStyle: 'normal' },
  '.cm-diagnostic': { fontFamily: 'var(--font-sans)', maxWidth: '36rem', padding: '6px 10px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--color-bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--color-warn)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--color-line-strong)' },
})

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--color-accent-strong)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--color-ink-3)', fontStyle: 'italic' },
  { tag: [tags.string], color: 'var(--color-good)' },
  { tag: [tags.keyword, tags.meta], color: 'var(--color-warn)' },
])

/** Styles of the editor carry the page's own mark, without which its policy refuses them. */
function pageNonce(): string {
  const mark = document.querySelector('meta[property="csp-nonce"]')
  return mark instanceof HTMLElement ? mark.nonce : ''
}

/** What an editor of any text knows: its history, keys, colours, and the places of problems. */
export function textExtensions(label: string): Extension {
  return [
    EditorView.cspNonce.of(pageNonce()),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
    history(),
    lineNumbers(),
    lintGutter(),
    drawSelection(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap]),
    look,
  ]
}

/** The same for a policy document, with completions. */
export function policyExtensions(label: string, hints: () => CompletionHints): Extension {
  return [
    keymap.of([...closeBracketsKeymap, ...foldKeymap, ...completionKeymap]),
    textExtensions(label),
    foldGutter(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    yaml(),
    syntaxHighlighting(colours),
    autocompletion({ override: [policyCompletions(hints)], icons: false }),
  ]
}
