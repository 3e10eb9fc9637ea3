/** What was judged, in words: a product and its version, either of which may be said by nobody. */
import type { Results } from '../model/outcome.ts';

/** What results have for what nobody said. */
const UNSTATED: ReadonlySet<string> = new Set(['', 'not stated']);

/** Whether somebody said a product or a version. */
export function isStated(text: string): boolean {
  return !UNSTATED.has(text);
}

/**
 * `Web Services 8.5`, or that nobody said it: `Web Services, version not stated`, `product and version not stated`.
 * @param write makes a stranger's text safe for where the words will stand
 */
export function productWords(
  { product, version }: Pick<Results['target'], 'product' | 'version'>,
  write: (text: string) => string,
): string {
  const [isNamed, isDated] = [isStated(product), isStated(version)];
  if (isNamed)
    return isDated ? `${write(product)} ${write(version)}` : `${write(product)}, version not stated`;
  return isDated ? `product not stated, version ${write(version)}` : 'product and version not stated';
}

/** The product and the version as a title: what nobody said is left out, and the target's name stands for a product. */
export function titleParts({
  product,
  version,
  name,
}: Pick<Results['target'], 'product' | 'version' | 'name'>): readonly [product: string, version: string] {
  return [isStated(product) ? product : name, isStated(version) ? version : ''];
}
