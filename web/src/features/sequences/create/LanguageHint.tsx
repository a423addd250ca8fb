import { useQuery } from '@tanstack/react-query';
import { producerQuery } from '../api';
import { languageOf } from './language';
import classes from './LanguageHint.module.css';

/** A producer that cannot translate keeps the words of the story, which most models would not understand. */
export function LanguageHint({ text }: { text: string }) {
  const { data: producer } = useQuery(producerQuery);
  const language = producer?.kind === 'builtIn' ? languageOf(text) : null;
  if (language === null) return null;
  return (
    <p className={classes.hint} role="note">
      This looks like {language}. The shots will say it in these words, and most models understand English best: write the story in English, or put the actions into English once it is planned.
    </p>
  );
}
