const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The API's address for a page opened at `pageHost`. A loopback address only means something on the machine itself, so a
 * phone or a browser outside WSL asks the host that served the page, at the API's port. So does one that says "localhost" where the API is
 * known as 127.0.0.1: to a browser these are two sites, and one does not lend the other its images.
 */
export function resolveBaseUrl(configured: string, pageHost: string): string {
  const url = new URL(configured);
  if (loopback.has(url.hostname) && pageHost !== '') url.hostname = pageHost;
  return url.href.replace(/\/$/, '');
}

const configured = import.meta.env.VITE_API_URL as string | undefined;

export const baseUrl = resolveBaseUrl(configured ?? 'http://localhost:8000', window.location.hostname);

/** The API hands out addresses relative to itself. */
export const assetUrl = (path: string) => (path.startsWith('/') ? baseUrl + path : path);

/** The same file, offered for saving instead of being shown. */
export const downloadUrl = (path: string) => assetUrl(`${path}${path.includes('?') ? '&' : '?'}download=1`);
