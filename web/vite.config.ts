import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const env = process.env;

const names = (env.WEB_ALLOWED_HOSTS ?? '').split(',').map(name => name.trim()).filter(Boolean);

const server = {
  // Every interface, so that a browser outside WSL or a phone on the same network reaches it.
  host: env.WEB_HOST ?? true,
  port: Number(env.WEB_PORT ?? env.PORT ?? 5173),
  strictPort: true,
  // Addresses and localhost are always allowed; of the names only this machine's own, against DNS rebinding.
  allowedHosts: [hostname(), `${hostname()}.local`, ...names],
};

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server,
  preview: server,
  build: { target: 'es2022', sourcemap: true },
  test: {
    environment: 'jsdom',
    setupFiles: './src/testing/setup.ts',
    css: false,
    restoreMocks: true,
    testTimeout: 60_000,
  },
});
