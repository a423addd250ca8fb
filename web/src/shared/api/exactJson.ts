const isLong = /\d{16}/;
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;
const isWhole = /^-?\d{16,}$/;

/** JSON whose whole numbers are all exact: one that JavaScript would round, as a seed may be, is the text of its digits. */
export const parseExact = (json: string): unknown => JSON.parse(isLong.test(json) ? json.replace(tokens, keepDigits) : json) as unknown;

const keepDigits = (token: string) => (isWhole.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token);
