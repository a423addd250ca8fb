import { describe, expect, it } from 'vitest';
import { aFrame, aStory } from '../fakes';
import { conflictsOf, edited, framePath, overlay, rebased, settled } from './edits';

const story = aStory();
const action = framePath('b', 'action');

describe('what is typed over a story', () => {
  it('shows over what is saved and leaves the other frames the same objects', () => {
    const shown = overlay(story, edited({}, story, action, 'the lamp goes out'));

    expect(shown.frames[1]?.action).toBe('the lamp goes out');
    expect(shown.frames[0]).toBe(story.frames[0]);
  });

  it('is no edit any more when it is typed back', () => {
    expect(edited(edited({}, story, 'title', 'Storm'), story, 'title', 'The lighthouse')).toEqual({});
  });

  it('remembers what stood there when it was first touched', () => {
    const twice = edited(edited({}, story, 'title', 'S'), story, 'title', 'Storm');

    expect(twice.title).toEqual({ was: 'The lighthouse', is: 'Storm' });
  });

  it('stands beside changes of others to other fields', () => {
    const theirs = aStory({ version: 4, frames: [aFrame('a', { action: 'theirs' }), ...story.frames.slice(1)] });
    const mine = edited({}, story, action, 'mine');

    expect(conflictsOf(mine, theirs)).toEqual([]);
    expect(overlay(theirs, mine).frames.map(frame => frame.action).slice(0, 2)).toEqual(['theirs', 'mine']);
  });

  it('is shown beside what others wrote into the same field', () => {
    const theirs = aStory({ version: 4, title: 'Theirs' });

    expect(conflictsOf(edited({}, story, 'title', 'Mine'), theirs)).toEqual([{ path: 'title', mine: 'Mine', theirs: 'Theirs' }]);
  });

  it('is not lost with a frame that others deleted', () => {
    const theirs = aStory({ version: 4, frames: [aFrame('a')] });

    expect(conflictsOf(edited({}, story, action, 'mine'), theirs)).toEqual([{ path: action, mine: 'mine', theirs: undefined }]);
  });

  it('goes when others wrote the same', () => {
    expect(rebased(edited({}, story, 'title', 'Storm'), aStory({ version: 4, title: 'Storm' }))).toEqual({});
  });

  it('is an edit of what was sent when more was typed meanwhile', () => {
    const sent = edited({}, story, 'title', 'Sto');
    const more = edited(sent, story, 'title', 'Storm');

    expect(settled(more, sent)).toEqual({ title: { was: 'Sto', is: 'Storm' } });
    expect(settled(sent, sent)).toEqual({});
  });
});
