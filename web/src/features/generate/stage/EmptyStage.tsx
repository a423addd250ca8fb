import { UnstyledButton } from '@mantine/core';
import classes from './EmptyStage.module.css';

const ideas = [
  'A lighthouse above a foggy sea at dawn, gulls in the wind, oil on canvas',
  'A small tram climbing a steep street at night, rain, reflections, neon signs',
  'Portrait of an old sailor, deep wrinkles, dramatic side light, 85 mm',
];

export function EmptyStage({ onTry }: { onTry: (prompt: string) => void }) {
  return (
    <div className={classes.empty}>
      <h2>What should it be?</h2>
      <p>Describe an image and press Generate, or begin with one of these.</p>
      <ul>
        {ideas.map(idea => (
          <li key={idea}>
            <UnstyledButton className={classes.idea} onClick={() => onTry(idea)}>
              {idea}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
