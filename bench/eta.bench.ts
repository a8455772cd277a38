import { figuresOf, judgeEtas, type EtaFigures } from '../spec/support/etaErrors.js';
import { seededJobs, type JobShape } from '../spec/support/seededJobs.js';
import type { Row } from './row.js';

/** Seeds of forty jobs each; the largest estimates of those of the pace so far are 9 to 10 times too long. */
const SEEDS = [2, 3, 5, 6];
/** Number of sets of 40 jobs that are counted. */
const SETS = 40;
/** Upper bound of the median error in the first 15 % of the tests, as a multiple of that of the pace so far. */
const EARLY_BOUND = 0.5;
/** Upper bound of an estimate over what was to come. */
const LARGEST_BOUND = 4;

/** Other jobs, for comparison. */
const SHAPES: Readonly<Record<string, JobShape>> = {
  'all at once': { parallel: (_, tests) => tests },
  'one at a time': { parallel: () => 1 },
  'without MaxParallelOfTests': { inputConfig: tests => ({ ResourceLimit: { MaxNumberOfTests: tests } }) },
  'endpoints at once': { provisioningMs: 0 },
  'half of them serverless': { serverless: 0.5 },
  'none fails': { failing: 0 },
  'half of them fail': { failing: 0.5 },
};

/** How wrong the time to go is, beside the pace so far. */
export function eta(): Promise<readonly Row[]> {
  const usual = SEEDS.map(seed => {
    const { ours, pace } = judge(seed);
    return {
      what: `time to go of 40 jobs, seed ${String(seed)}: first 15 %; later; largest over what came`,
      figure: `${text(ours)} (pace so far ${text(pace)})`,
      bound: '<= 0.5 x pace; <= pace; <= 4 x',
      holds:
        ours.early <= EARLY_BOUND * pace.early && ours.later <= pace.later && ours.largest <= LARGEST_BOUND,
    };
  });
  const others = Object.entries(SHAPES).map(([name, shape]) => {
    const { ours, pace } = judge(1, shape);
    return {
      what: `time to go of 40 jobs, ${name}`,
      figure: `${text(ours)} (pace so far ${text(pace)})`,
      bound: 'for comparison',
    };
  });
  return Promise.resolve([...usual, ...others, sets()]);
}

/** How many sets keep to each bound. Where the last test fails at once, what was expected of it is many times too long. */
function sets(): Row {
  const judged = Array.from({ length: SETS }, (_, i) => judge(i + 1));
  const count = (holds: (one: ReturnType<typeof judge>) => boolean): string =>
    String(judged.filter(holds).length);
  return {
    what: `time to go of 40 jobs, seeds 1 to ${String(SETS)}: sets that hold early; later; the largest`,
    figure: [
      count(({ ours, pace }) => ours.early <= EARLY_BOUND * pace.early),
      count(({ ours, pace }) => ours.later <= pace.later),
      count(({ ours }) => ours.largest <= LARGEST_BOUND),
    ].join('; '),
    bound: 'for comparison',
  };
}

function judge(seed: number, shape?: JobShape): { readonly ours: EtaFigures; readonly pace: EtaFigures } {
  const judged = judgeEtas(seededJobs(40, seed, shape));
  return { ours: figuresOf(judged, 'estimate'), pace: figuresOf(judged, 'pace') };
}

const text = ({ early, later, largest }: EtaFigures): string =>
  `${percent(early)}; ${percent(later)}; ${largest.toFixed(1)} x`;
const percent = (part: number): string => `${(100 * part).toFixed(0)} %`;
