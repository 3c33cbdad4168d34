/** A piece of a Markdown text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }

/** Reads headings, lists, tables, code and paragraphs out of a Markdown text; anything else is a paragraph. */
export function readBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  let rest = markdown.split('\n').filter((line) => !line.trim().startsWith('<a '))
  while (rest.length > 0) {
    const [block, taken] = nextBlock(rest)
    if (block !== null) blocks.push(block)
    rest = rest.slice(taken)
  }
  return blocks
}

function nextBlock(lines: readonly string[]): readonly [Block | null, number] {
  const [first = ''] = lines
  if (first.trim() === '') return [null, 1]
  const [, marks, text] = /^(#{1,6}) (.*)$/.exec(first) ?? []
  if (marks !== undefined && text !== undefined) return [{ kind: 'heading', level: marks.length, text }, 1]
  if (first.startsWith('```')) return codeBlock(lines)
  if (first.startsWith('|')) return tableBlock(lines)
  if (isItem(first)) {
    const items = leading(lines, isItem)
    return [{ kind: 'list', items: items.map((line) => line.replace(/^\s*([-*]|\d+\.) /, '')) }, items.length]
  }
  const words = [first, ...leading(lines.slice(1), isPlain)]
  return [{ kind: 'text', text: words.join(' ') }, words.length]
}

function codeBlock(lines: readonly string[]): readonly [Block, number] {
  const inside = leading(lines.slice(1), (line) => !line.startsWith('```'))
  return [{ kind: 'code', text: inside.join('\n') }, inside.length + 2]
}

function tableBlock(lines: readonly string[]): readonly [Block, number] {
  const all = leading(lines, (line) => line.startsWith('|'))
  const [head = [], ...rows] = all.filter((line) => !/^\|[\s|:-]+\|?$/.test(line)).map(cellsOf)
  return [{ kind: 'table', head, rows }, all.length]
}

function cellsOf(line: string): readonly string[] {
  const inside = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inside.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

function leading(lines: readonly string[], fits: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !fits(line))
  return end === -1 ? lines : lines.slice(0, end)
}

function isItem(line: string): boolean {
  return /^\s*([-*]|\d+\.) /.test(line)
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && !/^(#|\||```)/.test(line) && !isItem(line)
}
