import { toProblem, type ProblemError } from '@/shared/api/problem';
import type { Story } from '../types';
import { conflictsOf, edited, grouped, overlay, partsOf, rebased, settled, valueAt, without, type Conflict, type Edits, type FieldPath } from './edits';

export type Saving =
  | { status: 'saved' }
  /** Typed, not sent yet. */
  | { status: 'pending' }
  | { status: 'saving' }
  /** The studio does not answer; it is asked again. */
  | { status: 'away'; message: string }
  /** It does not take what was typed, and says where. */
  | { status: 'refused'; message: string; fields: Readonly<Record<string, string>> };

export type Kept = { story: Story; saved: Story; edits: Edits; conflicts: readonly Conflict[]; saving: Saving };

export type StoryApi = {
  read: () => Promise<Story>;
  save: (version: number, document: object) => Promise<Story>;
  patch: (version: number, frameId: string, fields: object) => Promise<Story>;
};

type Options = { api: StoryApi; kept: Edits; onEdits: (edits: Edits) => void; onSaved: (story: Story) => void };

/** What is typed in a row is one save. */
const pause = 700;
const patience = 3_000;
const tries = 3;

/**
 * One story as it is being written. What is typed shows at once and is sent a moment later, with the version that it was typed over;
 * whoever else wrote meanwhile is told of, field by field, and neither side is lost.
 */
export class StoryKeeper {
  #saved: Story;
  #edits: Edits;
  #state: Kept;
  #saving: Saving = { status: 'saved' };
  /** What a request under way is saving. */
  #sent: Edits = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One request at a time: each needs the version that the one before made. */
  #line: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<() => void>();
  readonly #options: Options;

  constructor(saved: Story, options: Options) {
    this.#options = options;
    this.#saved = saved;
    this.#edits = rebased(options.kept, saved);
    this.#state = this.#picture();
    if (Object.keys(this.#edits).length > 0) this.#saveIn(0);
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly state = () => this.#state;

  /** What the studio told of it meanwhile. */
  readonly receive = (story: Story) => {
    if (story === this.#saved || story.version < this.#saved.version) return;
    // A fetch may tell of what a save is still waiting to hear.
    const arrived = pick(this.#sent, path => JSON.stringify(valueAt(story, path)) === JSON.stringify(this.#sent[path]?.is));
    this.#stand(story, arrived);
  };

  readonly change = (path: FieldPath, value: unknown) => {
    this.#setEdits(edited(this.#edits, this.#saved, path, value), { status: 'pending' });
    this.#saveIn(pause);
  };

  readonly settle = ({ path }: Conflict, whose: 'mine' | 'theirs') => {
    const edit = this.#edits[path];
    if (!edit) return;
    const theirs = this.#state.conflicts.find(each => each.path === path)?.theirs;
    this.#setEdits(whose === 'theirs' || theirs === undefined ? without(this.#edits, path) : { ...this.#edits, [path]: { was: theirs, is: edit.is } });
    this.#saveIn(0);
  };

  /** Sends what is typed now; resolves when it stands or cannot. */
  readonly flush = () => {
    clearTimeout(this.#timer);
    return this.#inLine(() => this.#save());
  };

  /** Does something to the story as it stands after everything that was typed before. */
  readonly act = (call: (version: number) => Promise<Story>): Promise<Story> => {
    clearTimeout(this.#timer);
    return this.#inLine(async () => {
      await this.#save();
      try {
        return this.#take(await this.#insisting(call));
      } catch (error) {
        if (toProblem(error).status > 0) await this.#lookAgain();
        throw error;
      }
    });
  };

  /** Asks for what takes its time: what is typed meanwhile is saved meanwhile. */
  readonly ask = async (call: (version: number) => Promise<Story>): Promise<Story> => {
    await this.flush();
    try {
      return this.#take(await call(this.#saved.version));
    } catch (error) {
      if (toProblem(error).status > 0) await this.#lookAgain();
      throw error;
    }
  };

  /** What came to nothing may be noted in the story all the same, as a plan that failed is, and that is another version. */
  async #lookAgain() {
    await this.#options.api.read().then(this.receive, () => undefined);
  }

  readonly stop = () => {
    clearTimeout(this.#timer);
    if (this.#toSend() !== null) void this.flush();
  };

  #saveIn(milliseconds: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), milliseconds);
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#line.then(work);
    this.#line = result.catch(() => undefined);
    return result;
  }

  /** What can be sent: fields that somebody else wrote into wait until it is said whose words stand. */
  #toSend(): Edits | null {
    const held = new Set(conflictsOf(this.#edits, this.#saved).map(({ path }) => path));
    const free = Object.fromEntries(Object.entries(this.#edits).filter(([path]) => !held.has(path)));
    return Object.keys(free).length > 0 ? free : null;
  }

  async #save() {
    const sent = this.#toSend();
    if (sent === null) {
      this.#become({ status: 'saved' });
      return;
    }
    this.#become({ status: 'saving' });
    try {
      await this.#send(sent);
      this.#become(this.#toSend() === null ? { status: 'saved' } : { status: 'pending' });
      if (this.#toSend() !== null) this.#saveIn(pause);
    } catch (error) {
      this.#fail(toProblem(error));
    }
  }

  async #send(edits: Edits) {
    const { story, frames } = grouped(edits);
    if (story) await this.#write(pick(edits, path => partsOf(path).frameId === null), version => this.#options.api.save(version, story));
    for (const [frameId, fields] of frames)
      await this.#write(pick(edits, path => partsOf(path).frameId === frameId), version => this.#options.api.patch(version, frameId, fields));
  }

  async #write(edits: Edits, call: (version: number) => Promise<Story>) {
    this.#sent = edits;
    try {
      const story = await this.#insisting(call);
      this.#stand(story, edits);
      this.#options.onSaved(story);
    } finally {
      this.#sent = {};
    }
  }

  #stand(story: Story, arrived: Edits) {
    this.#saved = story;
    this.#setEdits(rebased(settled(this.#edits, arrived), story));
  }

  /** A stale version is read again, and the same asked once more, unless it is about a field that somebody else wrote into. */
  async #insisting(call: (version: number) => Promise<Story>): Promise<Story> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await call(this.#saved.version);
      } catch (error) {
        if (toProblem(error).status !== 409 || attempt === tries) throw error;
        const held = this.#state.conflicts.length;
        this.#take(await this.#options.api.read());
        if (this.#state.conflicts.length > held) throw error;
      }
    }
  }

  #take(story: Story): Story {
    this.receive(story);
    this.#options.onSaved(story);
    return story;
  }

  #fail(problem: ProblemError) {
    if (problem.status === 404) void this.#options.api.read().then(story => this.#take(story), () => undefined);
    if (problem.status === 409) {
      // What others changed is on the page now; the rest goes on.
      this.#become({ status: 'pending' });
      if (this.#toSend() !== null) this.#saveIn(pause);
    } else if (problem.isTransient) {
      this.#become({ status: 'away', message: problem.message });
      this.#saveIn(patience);
    } else this.#become({ status: 'refused', message: problem.message, fields: problem.fields });
  }

  #become(saving: Saving) {
    this.#saving = saving;
    this.#tell();
  }

  #setEdits(edits: Edits, saving?: Saving) {
    this.#edits = edits;
    if (saving) this.#saving = saving;
    this.#options.onEdits(edits);
    this.#tell();
  }

  #tell() {
    this.#state = this.#picture();
    for (const listener of this.#listeners) listener();
  }

  #picture(): Kept {
    return { story: overlay(this.#saved, this.#edits), saved: this.#saved, edits: this.#edits, conflicts: conflictsOf(this.#edits, this.#saved), saving: this.#saving };
  }
}

const pick = (edits: Edits, wants: (path: string) => boolean): Edits => Object.fromEntries(Object.entries(edits).filter(([path]) => wants(path)));
