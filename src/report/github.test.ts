import { describe, expect, it } from 'vitest';
import { renderAnnotations } from './github.ts';
import { catalog, hostile, mixedRun, outcome, problem, resultsOf } from './sample-run.fixture.ts';

describe('annotations for GitHub Actions', () => {
  it('name the row in the specs, what failed first', () => {
    expect(renderAnnotations(mixedRun, catalog).split('\n')).toEqual([
      "::error file=specs/requirements/response.yaml,line=7,title=RESP-002 on SMS%3A missing member::answer to the originator's Consult, /statusCode: expected an integer; seen: nothing.%0AThe answer carries statusCode, an integer.",
      '::error title=Incomplete%3A 1 verdict on a MUST missing::The first: CUST-001 on SMS: The customer can not be watched.',
      "::warning file=specs/requirements/response.yaml,title=RESP-003 on Chat%3A late event::answer to the originator's Consult, /statusCode: expected an integer; seen: nothing.%0ARule RESP-003 holds.",
      '::warning title=Chat and SMS differ, and no document says so::member /statusCode: Chat integer, SMS absent'.replace(
        'differ, and',
        'differ%2C and',
      ),
      '',
    ]);
  });

  it('name a difference of chat and SMS once, with all acts in which it was seen', () => {
    const divergences = ['consult-accepted', 'consult-again'].map((act) => ({
      id: `${act}: answer to consult, /body/statusCode`,
      class: 'undocumented' as const,
      chat: '0',
      sms: '"0"',
    }));

    const text = renderAnnotations(
      resultsOf([outcome('RESP-001', 'chat', 'passed')], { divergences }),
      catalog,
    );

    expect(text).toBe(
      '::warning title=Chat and SMS differ%2C and no document says so::answer to consult, /body/statusCode in consult-accepted, consult-again: Chat 0, SMS "0"\n',
    );
  });

  it('are at most as many of a kind as GitHub shows', () => {
    const problems = Array.from({ length: 30 }, (_, i) => problem({ where: `answer, /member${i}/x` }));
    const run = resultsOf([
      outcome('RESP-002', 'sms', 'failed', { problems }),
      outcome('RESP-003', 'sms', 'warned', { problems }),
    ]);

    const lines = renderAnnotations(run, catalog).trimEnd().split('\n');

    expect(lines).toHaveLength(20);
    expect(lines[9]).toBe('::error title=21 more::There are 21 more in the reports of the run.');
    expect(lines[19]).toMatch(/^::warning title=21 more::/);
  });

  it('are none for what is waived or passed', () => {
    const run = resultsOf([
      outcome('RESP-001', 'chat', 'passed'),
      outcome('RESP-002', 'sms', 'waived', { problems: [problem()] }),
    ]);

    expect(renderAnnotations(run, catalog)).toBe('');
  });

  it('say that a run is incomplete, also where no verdict is missing', () => {
    const run = resultsOf([outcome('RESP-001', 'chat', 'passed')], { complete: false });

    expect(renderAnnotations(run, catalog)).toMatch(/^::error title=Incomplete::could not be judged/);
  });

  it('say what is wrong with the baseline, in its file', () => {
    const baseline = {
      file: 'known, all.yaml',
      entries: 1,
      troubles: [{ kind: 'stale' as const, line: 3, requirement: 'RESP-001', said: '100% stale.' }],
      warnings: ['Ends soon.'],
    };

    const text = renderAnnotations(resultsOf([outcome('RESP-001', 'chat', 'passed')], { baseline }), catalog);

    expect(text).toBe(
      '::error file=known%2C all.yaml,line=3,title=The baseline needs mending::100%25 stale.\n::warning title=A waiver ends soon::Ends soon.\n',
    );
  });

  it('let no text of a stranger become a command or a line', () => {
    const bad = problem({ where: `${hostile}\r\n::error::x`, expected: hostile, actual: '%0A::add-mask::x' });
    const run = resultsOf([outcome(`${hostile}:,%`, 'chat', 'failed', { problems: [bad] })]);

    const text = renderAnnotations(run, catalog);

    expect(text.match(/^::/gm)).toHaveLength(1);
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toContain('%250A::add-mask');
    expect(text.split('::')[1]?.replaceAll('%3A', '')).not.toContain('%,');
  });
});
