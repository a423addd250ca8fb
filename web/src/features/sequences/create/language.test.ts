import { describe, expect, it } from 'vitest';
import { languageOf } from './language';

describe('the language of a story', () => {
  it.each([
    ['German', 'Mara hütet seit dreißig Jahren den Leuchtturm auf den schwarzen Felsen. Eines Abends kommt ein Sturm vom Meer, und die Lampe geht aus.'],
    ['French', 'Mara garde le phare sur les rochers noirs depuis trente ans. Un soir, une tempête vient de la mer et la lampe est morte.'],
    ['Spanish', 'Mara cuida el faro en las rocas negras desde hace treinta años. Una noche llega una tormenta y la lámpara del faro se apaga.'],
    ['Italian', 'Mara custodisce il faro sulle rocce nere da trent’anni. Una sera arriva una tempesta e la lampada della torre si spegne nel buio.'],
  ])('is known when it is %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each([
    'Mara has kept the lighthouse on the black rocks for thirty years. One evening a storm comes in from the sea and the lamp goes out.',
    '1. Lighthouse, dusk\n2. Storm, black rocks, high waves\n3. Mara, lantern, stairs\n4. La Strada café, night',
    'Die alte Lampe',
    '灯台守のマラは三十年間、黒い岩の上で灯台を守ってきた。',
    '',
  ])('is no matter where it is English, or cannot be told: %s', text => {
    expect(languageOf(text)).toBeNull();
  });
});
