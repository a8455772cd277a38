import { contramap } from 'fp-ts/lib/Ord.js';
import * as N from 'fp-ts/lib/number.js';
import { from, lastValueFrom, map, Subject, toArray, type Observable } from 'rxjs';
import {
  ascending,
  bestBy,
  bestByCost,
  compareWith,
  completedOnly,
  configurationKey,
  connect,
  decodeSteps,
  groupFailures,
  monthlyCostAt,
  paretoFront,
  rankBy,
  summarize,
  within,
  withStatus,
  type Metrics,
  type Step,
  type WatchEvent,
} from 'stepstream';
import { fakeRecommender } from 'stepstream/testing';
import { interleaved, median, medianRatio, took } from './measure.js';
import type { Row } from './row.js';

const STEPS = 100_000;
const FRONT = 10_000;
const UPDATED = 500;
const ROUNDS = 7;
const BOUND = 3;

const metrics = (step: Step): Metrics => step.InferenceBenchmark?.Metrics ?? {};
const good = (value: number | undefined): value is number =>
  value !== undefined && value > 0 && value < Infinity;

/** Steps as a service has them, decoded. */
async function decodedSteps(): Promise<readonly Step[]> {
  const client = fakeRecommender({ jobs: [{ name: 'job', steps: 500, status: 'COMPLETED' }] });
  const recommender = connect({ client, quota: { perSecond: Infinity } });
  const some = await lastValueFrom(recommender.steps$('job').pipe(decodeSteps(), toArray()));
  await recommender.close();
  // The same steps again and again, each with figures of its own.
  const many = Array.from({ length: STEPS }, (_, i) => {
    const step = some[i % some.length]!;
    const Metrics = Object.fromEntries(
      Object.entries(metrics(step)).map(([name, value], k) => [
        name,
        value * (0.5 + ((i * 7919 * (k + 3)) % 10_007) / 10_007),
      ]),
    );
    return { ...step, InferenceBenchmark: { ModelConfiguration: {}, ...step.InferenceBenchmark, Metrics } };
  });
  return lastValueFrom(from(many).pipe(decodeSteps(), toArray()));
}

type Plain = (steps: readonly Step[]) => unknown;
type Operator = (source: Observable<Step>) => Observable<unknown>;

const cheapest: Plain = steps =>
  steps
    .filter(step => step.Status === 'COMPLETED' && good(metrics(step).CostPerInference))
    .reduce((a, b) => (metrics(b).CostPerInference! < metrics(a).CostPerInference! ? b : a));

const KINDS: readonly (readonly [kind: string, sign: RegExp])[] = [
  ['quota', /ResourceLimitExceeded|account-level service limit/i],
  ['capacity', /CapacityError|insufficient capacity/i],
  ['outOfMemory', /out ?of ?memory/i],
  ['healthCheck', /ping health check/i],
  ['container4xx', /client error \(4\d\d\)/i],
  ['container5xx', /server error \(5\d\d\)/i],
  ['imagePull', /image/i],
  ['permission', /access ?denied|not authorized/i],
];

/** Each operator, and the array code that a user would write after collecting everything. */
const PAIRS: Readonly<Record<string, readonly [operator: Operator, plain: Plain]>> = {
  bestByCost: [bestByCost(), cheapest],
  'bestBy, an Ord of your own': [
    bestBy(contramap((all: Metrics) => all.ModelLatency ?? NaN)(N.Ord)),
    steps =>
      steps
        .filter(step => step.Status === 'COMPLETED' && good(metrics(step).ModelLatency))
        .reduce((a, b) => (metrics(b).ModelLatency! < metrics(a).ModelLatency! ? b : a)),
  ],
  'bestBy, for each job': [
    bestBy(ascending('CostPerInference'), { per: 'job' }),
    steps => {
      const jobs = new Map<string, Step[]>();
      for (const step of steps) {
        const mine = jobs.get(step.JobName);
        if (mine === undefined) jobs.set(step.JobName, [step]);
        else mine.push(step);
      }
      return [...jobs.values()].map(cheapest);
    },
  ],
  withStatus: [
    withStatus('COMPLETED', 'FAILED'),
    steps => steps.filter(step => ['COMPLETED', 'FAILED'].includes(step.Status)),
  ],
  completedOnly: [completedOnly(), steps => steps.filter(step => step.Status === 'COMPLETED')],
  within: [
    within({ maxLatencyMs: 100, minInvocationsPerMinute: 1_000, maxCostPerHour: 2 }),
    steps =>
      steps.filter(
        step =>
          metrics(step).ModelLatency! <= 100 &&
          metrics(step).MaxInvocations! >= 1_000 &&
          metrics(step).CostPerHour! <= 2,
      ),
  ],
  'rankBy, all': [
    rankBy(ascending('CostPerInference')),
    steps => ({
      ranked: steps
        .filter(step => step.Status === 'COMPLETED' && good(metrics(step).CostPerInference))
        .sort((a, b) => metrics(a).CostPerInference! - metrics(b).CostPerInference!),
      excluded: steps
        .filter(step => step.Status !== 'COMPLETED' || !good(metrics(step).CostPerInference))
        .map(step => ({ step, reasons: step.Status })),
    }),
  ],
  'rankBy, top 10': [
    rankBy(ascending('CostPerInference'), { top: 10 }),
    steps =>
      steps
        .filter(step => step.Status === 'COMPLETED' && good(metrics(step).CostPerInference))
        .sort((a, b) => metrics(a).CostPerInference! - metrics(b).CostPerInference!)
        .slice(0, 10),
  ],
  'bestBy monthlyCostAt': [
    bestBy(monthlyCostAt({ requestsPerMinute: 5_000 })),
    steps => {
      const monthly = (step: Step): number =>
        Math.ceil(5_000 / metrics(step).MaxInvocations!) * metrics(step).CostPerHour! * 730;
      return steps
        .filter(step => step.Status === 'COMPLETED' && good(monthly(step)))
        .reduce((a, b) => (monthly(b) < monthly(a) ? b : a));
    },
  ],
  'paretoFront, three axes': [paretoFront(), steps => plainFront(steps)],
  groupFailures: [
    groupFailures(),
    steps => {
      const groups = new Map<string, Step[]>();
      for (const step of steps) {
        if (step.Status !== 'FAILED') continue;
        const { FailureReason = '', EndpointConfiguration } = step.InferenceBenchmark ?? {};
        const reason = FailureReason.replace(/ml\.[\w-]+\.\w+/g, '<instance>').replace(/\d+/g, '<n>');
        const kind = KINDS.find(([, sign]) => sign.test(FailureReason))?.[0] ?? 'unknown';
        const family = EndpointConfiguration?.InstanceType?.split('.').slice(0, 2).join('.') ?? 'none';
        const mine = groups.get(`${kind} ${reason} ${family}`);
        if (mine === undefined) groups.set(`${kind} ${reason} ${family}`, [step]);
        else mine.push(step);
      }
      return [...groups].sort(([, a], [, b]) => b.length - a.length);
    },
  ],
  summarize: [summarize(), plainSummary],
};

/** The figures of `summarize`, in one go at the end. */
function plainSummary(steps: readonly Step[]): unknown {
  const counts: Record<string, number> = {};
  const prices: Record<string, number> = {};
  for (const step of steps) {
    const type = step.InferenceBenchmark?.EndpointConfiguration?.InstanceType;
    if (type !== undefined && good(metrics(step).CostPerHour)) prices[type] = metrics(step).CostPerHour!;
  }
  let [done, spent, unpriced, began, ended] = [0, 0, 0, Infinity, -Infinity];
  for (const step of steps) {
    counts[step.Status] = (counts[step.Status] ?? 0) + 1;
    if (['COMPLETED', 'FAILED', 'STOPPED', 'DELETED'].includes(step.Status)) done += 1;
    const { InvocationStartTime, InvocationEndTime, EndpointConfiguration } = step.InferenceBenchmark ?? {};
    if (InvocationStartTime === undefined) continue;
    const from = InvocationStartTime.getTime();
    const to = InvocationEndTime?.getTime() ?? Date.now();
    began = Math.min(began, from);
    ended = Math.max(ended, to);
    const own = metrics(step).CostPerHour;
    const price = good(own) ? own : prices[EndpointConfiguration?.InstanceType ?? ''];
    if (price === undefined) unpriced += 1;
    else spent += ((to - from) / 3_600_000) * price;
  }
  return {
    counts,
    steps: steps.length,
    done,
    spent,
    unpriced,
    elapsed: ended - began,
    best: cheapest(steps),
  };
}

/** Sorted by cost, so that only those before can be better: what a user would write who knows the trick. */
function plainFront(steps: readonly Step[]): readonly Step[] {
  const at = (step: Step): readonly [number, number, number] => {
    const { CostPerInference, ModelLatency, MaxInvocations } = metrics(step);
    return [CostPerInference!, ModelLatency!, -MaxInvocations!];
  };
  const front: (readonly [number, number, number])[] = [];
  const found: Step[] = [];
  const points = steps
    .filter(
      step =>
        step.Status === 'COMPLETED' &&
        good(metrics(step).CostPerInference) &&
        good(metrics(step).ModelLatency) &&
        good(metrics(step).MaxInvocations),
    )
    .map(step => ({ step, point: at(step) }))
    .sort((a, b) => a.point[0] - b.point[0] || a.point[1] - b.point[1] || a.point[2] - b.point[2]);
  for (const { step, point } of points) {
    const beaten = front.some(
      other =>
        other[0] <= point[0] &&
        other[1] <= point[1] &&
        other[2] <= point[2] &&
        (other[0] < point[0] || other[1] < point[1] || other[2] < point[2]),
    );
    if (beaten) continue;
    front.push(point);
    found.push(step);
  }
  return found;
}

/** Two jobs side by side: the first completed step of each configuration, and what has changed of its metrics. */
function plainComparison(baseline: readonly Step[]): Plain {
  const first = (steps: readonly Step[]): Map<string, Step> => {
    const found = new Map<string, Step>();
    for (const step of steps) {
      const key = configurationKey(step);
      if (step.Status === 'COMPLETED' && !found.has(key)) found.set(key, step);
    }
    return found;
  };
  return steps => {
    const [before, after] = [first(baseline), first(steps)];
    const rows = [...after].map(([key, step]) => {
      const earlier = before.get(key);
      if (earlier === undefined) return { key, step };
      const deltas = Object.entries<number>(metrics(step) as Record<string, number>).map(([name, value]) => {
        const was = metrics(earlier)[name as keyof Metrics]!;
        return [
          name,
          { was, value, percent: good(was) && good(value) ? (value / was - 1) * 100 : undefined },
        ];
      });
      return { key, step, earlier, deltas };
    });
    return { rows, missing: [...before.keys()].filter(key => !after.has(key)) };
  };
}

/** The front by its definition: what a user would write who has a few steps. */
function doubleLoop(steps: readonly Step[]): readonly Step[] {
  const beats = (a: Metrics, b: Metrics): boolean =>
    a.CostPerInference! <= b.CostPerInference! &&
    a.ModelLatency! <= b.ModelLatency! &&
    a.MaxInvocations! >= b.MaxInvocations! &&
    (a.CostPerInference! < b.CostPerInference! ||
      a.ModelLatency! < b.ModelLatency! ||
      a.MaxInvocations! > b.MaxInvocations!);
  return steps.filter(step => !steps.some(other => beats(metrics(other), metrics(step))));
}

/** Every one of them is on the front, in an order that is no help. */
function worstKind(): readonly Step[] {
  return Array.from({ length: FRONT }, (_, i) => {
    const x = ((i * 7919) % FRONT) + 1;
    return {
      StepType: 'BENCHMARK',
      JobName: 'job',
      Status: 'COMPLETED',
      InferenceBenchmark: {
        ModelConfiguration: {},
        Metrics: {
          CostPerInference: x,
          ModelLatency: FRONT + 1 - x,
          MaxInvocations: ((i * 104_729) % FRONT) + 1,
        },
      },
    };
  });
}

/** The operators over 100,000 decoded steps, against array code over the same stream, collected. */
export async function operators(): Promise<readonly Row[]> {
  const steps = await decodedSteps();
  const rows: Row[] = [];
  for (const [name, [operator, plain]] of Object.entries(PAIRS))
    rows.push(await compare(name, steps, operator, plain));
  const worst = await lastValueFrom(from(worstKind()).pipe(decodeSteps(), toArray()));
  rows.push(
    await compare(
      `paretoFront, all of ${FRONT.toLocaleString('en')} on it`,
      worst,
      paretoFront(),
      doubleLoop,
    ),
  );
  rows.push(await updates(worst));
  const baseline = steps.slice(0, 500);
  rows.push(await compare('compareWith', steps, compareWith(baseline), plainComparison(baseline)));
  rows.push(await firstAnswer());
  return rows;
}

async function compare(name: string, steps: readonly Step[], operator: Operator, plain: Plain): Promise<Row> {
  const works = {
    ours: () => lastValueFrom(from(steps).pipe(operator, touched())),
    plain: () => lastValueFrom(from(steps).pipe(toArray(), map(plain))),
  };
  await interleaved(3, works);
  const { ours, plain: theirs } = await interleaved(ROUNDS, works);
  const ratio = medianRatio(ours, theirs, 'cpuMs');
  const ms = (all: typeof ours): string => median(all.map(({ cpuMs }) => cpuMs)).toFixed(0);
  return {
    what: `${name}: CPU over ${steps.length.toLocaleString('en')} steps, against array code`,
    figure: `${ratio.toFixed(2)} x (${ms(ours)} ms, ${ms(theirs)} ms)`,
    bound: `<= ${String(BOUND)} x`,
    holds: ratio <= BOUND,
  };
}

/** Looks at what is emitted last, as a ranking is sorted only then. */
const touched =
  () =>
  (source: Observable<unknown>): Observable<unknown> =>
    source.pipe(
      toLast(),
      map(last => {
        if (last === null || typeof last !== 'object') return last;
        return 'ranked' in last ? last.ranked : 'rows' in last ? last.rows : last;
      }),
    );

/** On a watch: each of many on the front is measured again, falls behind it, and comes back. */
async function updates(steps: readonly Step[]): Promise<Row> {
  const events = new Subject<WatchEvent>();
  const fronts: (readonly Step[])[] = [];
  events.pipe(paretoFront()).subscribe(front => (fronts[0] = front));
  const tell = (step: Step, i: number, change: 'added' | 'updated'): void => {
    events.next({ type: 'step', jobName: 'job', change, key: String(i), step, changed: [] });
  };
  steps.forEach((step, i) => tell(step, i, 'added'));
  const worse = steps.slice(0, UPDATED).map(step => scaled(step, 3));
  const changes = await lastValueFrom(from(worse).pipe(decodeSteps(), toArray()));
  const { cpuMs } = await took(async () => {
    changes.forEach((step, i) => tell(step, i, 'updated'));
    steps.slice(0, UPDATED).forEach((step, i) => tell(step, i, 'updated'));
  });
  const whole = fronts[0]?.length === steps.length;
  return {
    what: `paretoFront on a watch: a change among ${steps.length.toLocaleString('en')} on the front`,
    figure: `${((1000 * cpuMs) / (2 * UPDATED)).toFixed(0)} µs of CPU`,
    bound: '<= 1,000 µs',
    holds: whole && cpuMs / (2 * UPDATED) <= 1,
  };
}

/** The same step, this many times as slow. */
function scaled(step: Step, factor: number): Step {
  const { ModelLatency = NaN } = metrics(step);
  const Metrics = { ...metrics(step), ModelLatency: ModelLatency * factor };
  return { ...step, InferenceBenchmark: { ModelConfiguration: {}, ...step.InferenceBenchmark, Metrics } };
}

const toLast = () => (source: Observable<unknown>) =>
  from(lastValueFrom(source, { defaultValue: undefined }));

async function firstAnswer(): Promise<Row> {
  const client = fakeRecommender({ jobs: [{ name: 'job', steps: 1_000, status: 'COMPLETED' }] });
  const recommender = connect({ client, quota: { perSecond: Infinity } });
  let pages = 0;
  let answeredAt = 0;
  await recommender
    .steps$('job')
    .pipe(
      map(page => (pages++, page)),
      bestByCost(),
    )
    .forEach(() => (answeredAt ||= pages));
  await recommender.close();
  return {
    what: 'bestByCost: the first answer comes after page',
    figure: `${String(answeredAt)} of ${String(pages)}`,
    bound: '1',
    holds: answeredAt === 1,
  };
}
