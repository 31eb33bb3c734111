import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { paraglide } from './tools/paraglide.js';

/** The policy that the desktop shell and `colloquy serve` send; `npm run preview` sends it too. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ipc: http://ipc.localhost",
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

export default defineConfig(({ command, mode }) => ({
  base: './',
  // Building and testing compile the messages beforehand (`npm run messages`): the compiler leaves
  // timers behind that would keep the process waiting for half a minute.
  plugins: [svelte(), command === 'serve' && mode !== 'test' ? paraglideVitePlugin(paraglide) : []],
  // Svelte ships a server build too; component tests need the browser one.
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  build: {
    target: ['chrome123', 'safari17.5'],
    // Inlined assets would be data: addresses, which the policy refuses for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  preview: { headers: { 'Content-Security-Policy': contentSecurityPolicy } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['./tools/test-setup.ts'],
    restoreMocks: true,
  },
}));
