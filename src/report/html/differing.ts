/** Two values side by side, with what differs in them marked. */
import { markup, said, type Markup } from './markup.ts';

/** Lists longer than this are compared as a whole. */
const MAX_ITEMS = 60;

/**
 * Both values; of lists (joined by `·`, commas, or blanks between
 * quoted words) only the items that the other lacks are marked.
 */
export function differing(chat: string, sms: string): readonly [Markup, Markup] {
  const [left, right] = [itemsOf(chat), itemsOf(sms)];
  if (chat === sms) return [said(chat), said(sms)];
  if (left.length + right.length <= 2 || Math.max(left.length, right.length) > MAX_ITEMS)
    return [marked(chat), marked(sms)];
  const common = commonOf(left, right);
  const write = isSentence(chat) && isSentence(sms) ? inline : list;
  return [write(left, common.left), write(right, common.right)];
}

function itemsOf(value: string): readonly string[] {
  if (value.includes(' · ')) return value.split(' · ');
  if (/^"[^"]*"( "[^"]*")+$/.test(value)) return value.match(/"[^"]*"/g) ?? [];
  return isSentence(value) ? value.split(', ') : [value];
}

/** `HTTP 400, statusCode 10`: parts of one line. */
function isSentence(value: string): boolean {
  return !value.includes(' · ') && !value.includes('"') && value.includes(', ');
}

function inline(items: readonly string[], common: ReadonlySet<number>): Markup {
  return markup`${items.map((item, i) => [i === 0 ? '' : ', ', common.has(i) ? said(item) : marked(item)])}`;
}

function marked(value: string): Markup {
  return markup`<mark>${said(value)}</mark>`;
}

function list(items: readonly string[], common: ReadonlySet<number>): Markup {
  return markup`<ol class="items">${items.map((item, i) => (common.has(i) ? markup`<li>${said(item, 120)}</li>` : markup`<li>${marked(item)}</li>`))}</ol>`;
}

/** The places of the longest common subsequence in each of two lists. */
function commonOf(
  left: readonly string[],
  right: readonly string[],
): { readonly left: ReadonlySet<number>; readonly right: ReadonlySet<number> } {
  const lengths = Array.from({ length: left.length + 1 }, () => right.map(() => 0));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--) {
      const row = lengths[i] ?? [];
      row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const common = { left: new Set<number>(), right: new Set<number>() };
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) {
      common.left.add(i++);
      common.right.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return common;
}
