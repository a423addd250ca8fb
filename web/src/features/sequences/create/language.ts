/** Small words that hardly any text is without, and that other languages do not write the same. */
const smallWords = {
  English: ['the', 'and', 'of', 'to', 'with', 'she', 'his', 'from', 'into', 'is', 'for', 'it', 'they', 'her', 'at', 'on', 'has'],
  German: ['der', 'die', 'das', 'und', 'ist', 'ein', 'eine', 'einen', 'einem', 'mit', 'auf', 'den', 'dem', 'sie', 'nicht', 'von', 'zum', 'zur', 'im', 'vom'],
  French: ['le', 'la', 'les', 'et', 'est', 'une', 'dans', 'avec', 'elle', 'du', 'des', 'sur', 'au', 'qui', 'pas', 'ses'],
  Spanish: ['el', 'la', 'los', 'las', 'y', 'una', 'con', 'ella', 'del', 'en', 'por', 'que', 'su', 'al'],
  Italian: ['il', 'la', 'gli', 'e', 'una', 'con', 'del', 'della', 'nel', 'che', 'per', 'di', 'suo', 'sul'],
} as const;

type Language = keyof typeof smallWords;

/** In prose every tenth word or more is a small one of its language. */
const enough = 0.1;
const least = 8;

/** The language that a text is written in, where it is plainly another one than English; null for all else. */
export function languageOf(text: string): Exclude<Language, 'English'> | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < least) return null;
  const count = (language: Language) => words.filter(word => (smallWords[language] as readonly string[]).includes(word)).length;
  const [best] = (['German', 'French', 'Spanish', 'Italian'] as const).map(language => ({ language, found: count(language) })).sort((a, b) => b.found - a.found);
  return best && best.found >= words.length * enough && best.found > count('English') * 2 ? best.language : null;
}
