import { expect, it } from 'vitest';
import type { PreflightEngine } from '@/shared/api/types';
import { readiness } from './readiness';

const engine = (name: string, patch: Partial<PreflightEngine> = {}): PreflightEngine => ({
  engineId: name, name, isReachable: true, isReady: true, missingNodes: [], missingModels: [], gainedInputs: [], ...patch,
});
const lacking = (name: string, models: number): PreflightEngine =>
  engine(name, { isReady: false, missingModels: Array.from({ length: models }, (_, n) => ({ folder: 'vae', name: `${n}`, slot: null, url: null, sha256: null, where: 'models/vae' })) });

it('is ready when one engine that answers has everything', () => {
  expect(readiness({ engines: [engine('attic'), lacking('cellar', 1)] })).toMatchObject({ status: 'ready', sentence: 'Ready on attic' });
  expect(readiness({ engines: [engine('attic')] }).sentence).toBe('Ready');
});

it('names what the nearest engine lacks', () => {
  expect(readiness({ engines: [lacking('attic', 3), lacking('cellar', 1)] })).toMatchObject({ status: 'missing', sentence: 'cellar lacks 1 model for this.' });
});

it('says so when nobody answers', () => {
  expect(readiness({ engines: [engine('attic', { isReachable: false })] }).status).toBe('away');
});
