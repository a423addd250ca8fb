/** Whether this studio's API notes, deletes and packs images; what it cannot do is not offered. */
export const hasActs = import.meta.env.VITE_HAS_ACTS === 'true';
