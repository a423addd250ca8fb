/** Where sheets of paper have inches. */
const letterRegions = ['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'CR', 'GT', 'PA', 'DO', 'SV', 'VE', 'PR'];

/** The paper that is likely to lie in somebody's printer. */
export const paperOf = (language: string): 'a4' | 'letter' => (letterRegions.includes(language.split('-').at(-1)?.toUpperCase() ?? '') ? 'letter' : 'a4');
