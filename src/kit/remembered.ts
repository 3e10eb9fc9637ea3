/** Working answers out once, for as long as somebody holds the one who answers. */

/** A function that works each answer out once. */
export function remembered<A, T>(of: (about: A) => T): (about: A) => T {
  const known = new Map<A, T>();
  return (about) => {
    const before = known.get(about);
    if (before !== undefined) return before;
    const answer = of(about);
    known.set(about, answer);
    return answer;
  };
}
