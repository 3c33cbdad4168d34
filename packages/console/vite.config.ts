import optimizeLocales from '@react-aria/optimize-locales-plugin'
import babel from '@rolldown/plugin-babel'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressAssets } from './build/compress-assets.ts'

/** Texts stay in the bundle in English. Babel does it: the faster transform of Lingui installs only where npm itself runs on Node 22. */
const translatable = {
  preset: { plugins: [['@lingui/babel-plugin-lingui-macro', { descriptorFields: 'message' }]] },
  rolldown: { filter: { code: /@lingui\/(core|react)\/macro/ } },
}

// Vite reads its configuration from a default export.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  plugins: [
    babel({ presets: [translatable] }),
    react(),
    tailwindcss(),
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' },
    compressAssets(),
  ],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Assets that are written into a page would need the page's policy opened for `data:`.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8787' } },
})
