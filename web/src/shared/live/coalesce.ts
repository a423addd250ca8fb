/** Runs `action` for each key at most once per `interval`: at once, then again at the end when more came meanwhile. */
export function coalesceByKey<K>(action: (key: K) => void, interval: number): (key: K) => void {
  const resting = new Map<K, { again: boolean }>();

  const run = (key: K) => {
    const rest = { again: false };
    resting.set(key, rest);
    action(key);
    setTimeout(() => {
      resting.delete(key);
      if (rest.again) run(key);
    }, interval);
  };

  return key => {
    const rest = resting.get(key);
    if (rest) rest.again = true;
    else run(key);
  };
}
