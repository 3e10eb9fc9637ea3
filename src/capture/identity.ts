/** Who sent which request: requests that share a credential, a cookie of a login or a user are of the same person. */

/** What a request shows of who sent it. */
export interface Credentials {
  readonly sent: readonly (readonly [name: string, value: string])[];
  readonly got: readonly (readonly [name: string, value: string])[];
  /** The id of the user whom the answer describes as its own. */
  readonly user: string | undefined;
}

/** Cookies that stand for a login. Others, of load balancers say, may be the same for everybody. */
const ofLogin = /sess|sid$|auth|bayeux|token|login/i;

/** The name of the sender of each request. Where only one person shows at all, the anonymous requests are theirs. */
export function identify(requests: readonly Credentials[]): readonly string[] {
  const groups = createGroups();
  const marks = requests.map(marksOf);
  for (const own of marks) groups.join(own);
  const names = new Map<string, string>();
  const found = marks.map(([first]) => {
    if (first === undefined) return undefined;
    const root = groups.rootOf(first);
    const name = names.get(root) ?? `agent ${names.size + 1}`;
    names.set(root, name);
    return name;
  });
  const only = names.size <= 1 ? 'agent 1' : 'nobody known';
  return found.map((name) => name ?? only);
}

function marksOf({ sent, got, user }: Credentials): readonly string[] {
  const headers = sent.flatMap(([name, value]) => {
    if (name === 'authorization') return [`authorization ${value}`];
    return name === 'cookie' ? value.split(';').flatMap(markOfCookie) : [];
  });
  const given = got.flatMap(([name, value]) =>
    name === 'set-cookie' ? value.split('\n').flatMap((one) => markOfCookie(one.split(';', 1)[0] ?? '')) : [],
  );
  return [...headers, ...given, ...(user === undefined ? [] : [`user ${user}`])];
}

function markOfCookie(pair: string): readonly string[] {
  const [, name = '', value = ''] = /^\s*([^=]+)=(.*)$/.exec(pair) ?? [];
  return ofLogin.test(name) && value.length >= 8 ? [`${name.trim()}=${value.trim()}`] : [];
}

/** Groups of marks that belong together. */
function createGroups() {
  const parents = new Map<string, string>();
  const rootOf = (mark: string): string => {
    let root = mark;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    return root;
  };
  const join = ([first, ...others]: readonly string[]): void => {
    if (first === undefined) return;
    for (const other of others) {
      const [a, b] = [rootOf(first), rootOf(other)];
      if (a !== b) parents.set(b, a);
    }
  };
  return { rootOf, join };
}
