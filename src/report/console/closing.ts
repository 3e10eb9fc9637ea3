/** The end of the console report: where the files are, and the verdict. */
import { channels } from '../../model/channel.ts';
import { channelVerdict } from '../channel-verdict.ts';
import { exitCode, exitMeaning } from '../exit-code.ts';
import { plainText } from '../safe-text.ts';
import { mergeThem, shardOf } from '../shard-words.ts';
import { columnsOf, heading, type View } from './view.ts';

/** The files of the run. */
export function renderFiles(view: View): string[] {
  if (view.files.length === 0) return [];
  return [...heading(view, 'Files'), ...view.files.map((file) => `  ${plainText(file)}`)];
}

/** The last line: the verdict on each channel in words, and the exit code with its meaning. */
export function renderVerdict(view: Pick<View, 'results' | 'paint'>): string {
  const verdicts = columnsOf(view).map((id) => {
    const { words, colour } = channelVerdict(view.results, id);
    return view.paint(colour, `${channels[id].title} ${words}.`);
  });
  const code = exitCode(view.results);
  const hint = shardOf(view.results) === undefined ? '' : ` ${mergeThem}`;
  return `${verdicts.join(' ')} Exit code ${code}: ${exitMeaning(view.results)}.${hint}`;
}
