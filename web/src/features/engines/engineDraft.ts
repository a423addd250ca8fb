import type { Engine, EngineRequest } from '@/shared/api/types';

/** How the engine, or the proxy before it, knows us. `keep` is the login that the studio has already and never tells. */
export type Login = 'none' | 'token' | 'password' | 'keep';

/** An engine as it stands in the form. */
export type EngineDraft = {
  name: string;
  address: string;
  login: Login;
  token: string;
  userName: string;
  password: string;
  tags: string[];
  weight: number | '';
};

export const mostTags = 8;

export const emptyDraft: EngineDraft = { name: '', address: '', login: 'none', token: '', userName: '', password: '', tags: [], weight: 1 };

export const draftOf = (engine: Engine): EngineDraft => ({
  ...emptyDraft,
  name: engine.name,
  address: engine.address,
  login: engine.hasCredentials ? 'keep' : 'none',
  tags: engine.tags,
  weight: engine.weight,
});

export function requestOf(draft: EngineDraft): EngineRequest {
  const { name, address, tags, weight } = draft;
  return { name: name.trim(), address: withScheme(address), tags, weight: weight === '' ? 1 : weight, ...credentials(draft) };
}

/** Left out, the studio keeps what it has; empty, it forgets it. */
function credentials({ login, token, userName, password }: EngineDraft) {
  if (login === 'keep') return {};
  if (login === 'token') return { token: token.trim(), userName: '', password: '' };
  if (login === 'password') return { token: '', userName: userName.trim(), password };
  return { token: '', userName: '', password: '' };
}

/** People type "192.168.1.20:8188"; everybody knows what they mean. */
const withScheme = (address: string) => {
  const text = address.trim();
  return text === '' || text.includes('://') ? text : `http://${text}`;
};

/** "Big GPU" to "big-gpu". */
export const tidyTag = (text: string) =>
  text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 24);

export const tidyTags = (tags: string[]) => [...new Set(tags.map(tidyTag).filter(tag => tag !== ''))].slice(0, mostTags);
