/** What tools call the same thing, brought to one form: "DPM++ 2M", `k_dpmpp_2m` and `dpmpp_2m` are one sampler. */
const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/^k_/, '')
    .replace(/^kdpm/, 'dpm')
    .replace(/[\s_]a$/, ' ancestral')
    .replaceAll('++', 'pp')
    .replace(/[^a-z0-9]/g, '');

/** The choice that is meant by another tool's name for it. */
export const meantChoice = (choices: readonly string[], name: string): string | undefined =>
  choices.find(choice => choice === name) ?? choices.find(choice => plain(choice) === plain(name));

/** InvokeAI says in a sampler's name that its steps are spaced as Karras did. */
export const splitSampler = (sampler: string | null, scheduler: string | null) =>
  sampler !== null && scheduler === null && /_k$/i.test(sampler) ? { sampler: sampler.replace(/_k$/i, ''), scheduler: 'karras' } : { sampler, scheduler };

const path = (name: string) => name.replaceAll('\\', '/').toLowerCase();
const stem = (name: string) => path(name).replace(/^.*\//, '').replace(/\.(safetensors|ckpt|pt|pth|gguf|sft|bin)$/, '');

/** The file that is meant by a name which may lack its folder and its ending. */
export const meantModel = <T extends { name: string }>(models: readonly T[], name: string): T | undefined =>
  models.find(model => model.name === name) ?? models.find(model => path(model.name) === path(name)) ?? models.find(model => stem(model.name) === stem(name));

/** Tags of other tools, which a prompt here takes for words. */
export const withoutLoraTags = (prompt: string) =>
  prompt
    .replace(/\s*<(?:lora|lyco|lycoris):[^>]+>/gi, '')
    .replace(/(?:,\s*){2,}/g, ', ')
    .replace(/^[\s,]+|[\s,]+$/g, '');
