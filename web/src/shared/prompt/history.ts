import { useLocalStorage } from '@mantine/hooks';

const longest = 100;

/** The newest first, each once. */
export const withPrompt = (known: readonly string[], prompt: string): string[] => {
  const words = prompt.trim();
  return words === '' ? [...known] : [words, ...known.filter(other => other !== words)].slice(0, longest);
};

/** What was asked for in this browser. */
export function usePromptHistory() {
  const [prompts, setPrompts] = useLocalStorage<string[]>({ key: 'comfystudio.prompts', defaultValue: [], getInitialValueInEffect: false });
  return { prompts, remember: (prompt: string) => setPrompts(known => withPrompt(known, prompt)) };
}
