import type { SlotType } from '@/shared/api/types';

export const typeWords: Record<SlotType, string> = {
  prompt: 'Prompt',
  text: 'Text',
  integer: 'Whole number',
  float: 'Number',
  boolean: 'On or off',
  seed: 'Seed',
  size: 'Size',
  choice: 'Choice',
  model: 'Model',
  image: 'Picture',
  mask: 'Mask',
  loras: 'LoRAs',
};

export const typeOptions = Object.entries(typeWords).map(([value, label]) => ({ value, label }));

/** ComfyUI's folders of models; a template may name another one. */
export const modelFolders = [
  'checkpoints', 'loras', 'vae', 'controlnet', 'upscale_models', 'clip', 'clip_vision', 'diffusion_models', 'text_encoders', 'embeddings',
  'hypernetworks', 'ipadapter', 'style_models', 'gligen',
];

export const isNumber = (type: SlotType) => type === 'integer' || type === 'float' || type === 'size';
