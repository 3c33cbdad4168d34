import { bounds } from './bounds.ts'
import type { Span } from './expression.ts'
import { tokenise } from './lexer.ts'
import type { Source } from './source.ts'
import type { Syntax } from './syntax.ts'
import type { Sign, Token } from './token.ts'

/** A node without its depth. */
export type Shape = Syntax extends infer Node ? (Node extends Syntax ? Omit<Node, 'depth'> : never) : never

/** Where the parser stands in the tokens, with the bounds it keeps. */
export type TokenReader = {
  readonly source: Source
  /** The token the parser looks at; `end` for ever once there. */
  peek(): Token
  /** The token after that. */
  peekNext(): Token
  next(): Token
  /** The span of the token read last. */
  previous(): Span
  isAt(sign: Sign): boolean
  accept(sign: Sign): Token | null
  /** Makes a node above these children, counting it. */
  make(shape: Shape, children: readonly Syntax[]): Syntax
  /** Reads something nested in what is being read, unless that is too deep. */
  nested(read: () => Syntax): Syntax
  /** Says that what follows is not what was meant; problems that would only follow from it are not told. */
  fail(): void
  readonly hasFailed: () => boolean
}

/** Starts reading a condition's tokens. */
export function readTokens(source: Source): TokenReader {
  const tokens = tokenise(source)
  const end: Token = { kind: 'end', span: { start: source.text.length, end: source.text.length } }
  let [at, depth, nodes, failed] = [0, 0, 0, false]
  const token = (index: number): Token => tokens[index] ?? end

  function giveUp(code: 'condition_too_deep' | 'condition_too_large', message: string, hint: string): void {
    if (at < tokens.length) source.report({ code, span: token(at).span, message, hint })
    failed = true
    at = tokens.length
  }

  const reader: TokenReader = {
    source,
    peek: () => token(at),
    peekNext: () => token(at + 1),
    next: () => {
      at += 1
      return token(at - 1)
    },
    previous: () => token(at - 1).span,
    isAt: (sign) => isSign(token(at), sign),
    accept: (sign) => (isSign(token(at), sign) ? reader.next() : null),
    make: (shape, children) => {
      nodes += 1
      const node: Syntax = {
        ...shape,
        depth: 1 + children.reduce((deepest, child) => Math.max(deepest, child.depth), 0),
      }
      if (nodes > bounds.nodesMax)
        giveUp('condition_too_large', `A condition has at most ${bounds.nodesMax} parts.`, tooLargeHint)
      if (node.depth > bounds.depthMax) giveUp('condition_too_deep', tooDeep, tooDeepHint)
      return node.depth > bounds.depthMax ? { kind: 'broken', span: node.span, depth: 1 } : node
    },
    nested: (read) => {
      if (depth >= bounds.depthMax) {
        giveUp('condition_too_deep', tooDeep, tooDeepHint)
        return { kind: 'broken', span: token(at).span, depth: 1 }
      }
      depth += 1
      const node = read()
      depth -= 1
      return node
    },
    fail: () => {
      failed = true
    },
    hasFailed: () => failed,
  }
  return reader
}

const tooDeep = `A condition nests at most ${bounds.depthMax} levels.`
const tooDeepHint = 'Split it into derived values, or join the parts with `&&` and `||`, which do not nest.'
const tooLargeHint = 'Use a group for a long list, or a table for many similar rules.'

function isSign(token: Token, sign: Sign): boolean {
  return token.kind === 'sign' && token.sign === sign
}
