/** Calm and dense; follows the reader's light or dark setting, and prints. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1c2128; --soft: #59636e; --line: #d1d9e0; --ground: #fff; --shade: #f6f8fa; --accent: #0f6b5c; --warn: #9a5b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa5b1; --line: #3d444d; --ground: #0f1419; --shade: #171d24; --accent: #4fc3ae; --warn: #e0a34a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 24px; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 32px 0 8px; border-bottom: 1px solid var(--line); } h3 { font-size: 15px; margin: 20px 0 4px; }
p { margin: 4px 0; } nav a { margin-right: 14px; color: var(--accent); }
code { font: 13px ui-monospace, monospace; background: var(--shade); padding: 1px 4px; border-radius: 4px; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: 8px 0; }
th { text-align: left; color: var(--soft); font-weight: 600; } th, td { border-bottom: 1px solid var(--line); padding: 5px 10px 5px 0; vertical-align: top; } td:first-child { white-space: nowrap; }
summary { cursor: pointer; color: var(--soft); } figure { margin: 0; } figcaption { color: var(--soft); font-size: 13px; }
svg { width: 100%; max-width: 980px; height: auto; } svg text { font: 10.5px system-ui, sans-serif; fill: var(--soft); } svg .title { font-size: 12.5px; font-weight: 600; fill: var(--ink); }
svg rect { fill: var(--shade); stroke: var(--line); } svg .rule rect { stroke: var(--warn); } svg .route rect, svg .pool rect { stroke: var(--accent); } svg .fallback rect, svg .hold rect { stroke-dasharray: 4 3; } svg .refuse rect { stroke: var(--warn); }
svg path { fill: none; stroke: var(--line); } svg marker path { fill: var(--soft); stroke: none; } svg .first { stroke: var(--accent); opacity: 0.55; } svg .then { stroke: var(--soft); stroke-dasharray: 4 3; opacity: 0.55; } svg .next { stroke: var(--soft); }
@media print { body { max-width: none; } details > * { display: block; } nav { display: none; } }
`
