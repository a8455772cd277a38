import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { InvalidTokenError, toBotoToken } from '../../src/index.js';
import { isCheckpoint, openCheckpoint } from '../../src/paging/checkpoint.js';
import { fakeRecommender, type ScriptedFault } from '../../src/testing/index.js';
import { Service } from '../../src/testing/service.js';
import type { Simulation } from '../../src/testing/simulation.js';
import { pageTokens } from '../../src/testing/pageTokens.js';
import { asyncStepPages } from '../../src/paging/asyncStepPages.js';
import { stepPages } from '../../src/paging/stepPages.js';
import { runs } from '../support/runs.js';
import { virtualApi } from '../support/virtualApi.js';
import { LIST_STEPS } from '../testing/support.js';
import { distributionOf, type LegReport } from './distribution.js';
import { listOurs, type Lister } from './ours.js';
import { askOf, botoPeer, listingOf, modelPeer, type Listing, type Peer, type Question } from './peer.js';
import { placesIn, placesOf, show, type Places } from './places.js';
import { drawSetting, type Leg, type Setting } from './setting.js';
import { useTwoSides } from './twoSides.js';
import { walk } from './walk.js';

/** 40, or 500 in `npm run test:long`. STEPSTREAM_SEED=n runs the one setting of that seed. */
const COUNT = Math.max(40, runs(20));
const ONLY = process.env['STEPSTREAM_SEED'];
const SEEDS = ONLY === undefined ? Array.from({ length: COUNT }, (_, index) => index + 1) : [Number(ONLY)];

const WORLD = { seed: 3, speed: 0 } as const;
const TOKENS = pageTokens(WORLD.seed);

/** A world that is listed by us: `others` hold the same jobs for the other side. */
interface Ours {
  readonly world: Simulation;
  readonly others: readonly Simulation[];
  readonly lister: Lister;
}

describe(`paging: ${String(COUNT)} random settings`, function () {
  this.timeout(Math.max(CHILD_LIMIT_MS, COUNT * 1_000));

  it('give what slices of an array give', async () => {
    // Without HTTP: what differs from the run below is who the other side is, and not how calls travel.
    const world = fakeRecommender(WORLD);
    const api = virtualApi(world);
    const lister: Lister = {
      steps$: (jobName, filters) => stepPages(api, jobName, filters),
      pages: (jobName, filters) => asyncStepPages(api, jobName, filters),
    };
    await runAll({ world, others: [], lister }, modelPeer, 'a plain model', SEEDS);
  });

  describe('against boto3', () => {
    const sides = useTwoSides(WORLD);

    it('give what boto3 gives, or the better answer', async () => {
      const { ours, theirs, recommender, boto } = sides;
      await runAll({ world: ours, others: [theirs], lister: recommender }, botoPeer(boto), 'boto3', SEEDS);
    });
  });

  async function runAll(ours: Ours, peer: Peer, name: string, seeds: readonly number[]): Promise<void> {
    const reports: { setting: Setting; legs: readonly LegReport[] }[] = [];
    for (const seed of seeds) {
      const setting = drawSetting(seed, ours.world.now());
      try {
        reports.push({ setting, legs: await runSetting(ours, setting, peer) });
      } catch (error) {
        console.log(`\nSTEPSTREAM_SEED=${String(seed)} against ${name}: ${summaryOf(setting)}`);
        throw error;
      }
    }
    const { severalPages, cutInside, line } = distributionOf(reports);
    console.log(`\nagainst ${name}: ${line}`);
    if (ONLY !== undefined) return;
    expect(severalPages, 'share with several pages').to.be.at.least(0.6);
    expect(cutInside, 'share that is cut inside a page').to.be.at.least(0.2);
  }

  async function runSetting(
    { world, others, lister }: Ours,
    { job, status, stepType, startAfter, legs }: Setting,
    peer: Peer,
  ): Promise<LegReport[]> {
    const worlds = [world, ...others];
    for (const each of worlds) each.addJob(job);
    try {
      const question = {
        JobName: job.name,
        ...(status !== undefined && { Status: status }),
        ...(stepType !== undefined && { StepType: stepType }),
      };
      const listing = listingOf(question, wholeOf(world, job.name), TOKENS);
      const chain = { worlds, lister, peer, question, listing, places: placesIn(listing.all) };
      const reports: LegReport[] = [];
      let token = rawTokenAfter(world, startAfter, question);
      let from: LegReport['handedOver'] = token === undefined ? undefined : 'raw';
      for (const leg of legs) {
        const { report, next } = await runLeg(chain, leg, token, from);
        reports.push(report);
        if (next === undefined) break;
        token = next;
        from =
          leg.by === 'theirs' && leg.cut?.kind === 'pages' && peer.walker === 'botocore' ? 'raw' : leg.by;
      }
      return reports;
    } finally {
      for (const each of worlds) each.removeJob(job.name);
    }
  }

  interface Chain {
    readonly worlds: readonly Simulation[];
    readonly lister: Lister;
    readonly peer: Peer;
    readonly question: Question;
    readonly listing: Listing;
    readonly places: Places;
  }

  /** Lists a leg on both sides, from tokens for the same place, and compares. */
  async function runLeg(
    { worlds, lister, peer, question, listing, places }: Chain,
    leg: Leg,
    token: string | undefined,
    handedOver: LegReport['handedOver'],
  ): Promise<{ readonly report: LegReport; readonly next: string | undefined }> {
    const { all, read } = listing;
    // A token of ours goes to the other side in its form; every other token goes to both as it is.
    const theirToken = handedOver === 'ours' ? inTheirForm(token) : token;
    const start = read(theirToken);
    const from = start.position + start.offset;
    const faults = worlds.map(world => faultsOf(world, question.JobName, leg));
    const [mine, other] = await Promise.all([
      listOurs(lister, question, leg, token),
      peer.list(question, leg, theirToken, listing),
    ]);
    const empty = faults[0]?.empty?.struck ?? 0;
    for (const { empty, error } of faults) for (const fault of [empty, error]) fault?.remove();

    // Ours: from there on each item once, in their order, as many as were asked for; and the token behind them.
    const ask = askOf(leg, start);
    const exact = walk(all.length, ask, 'exact');
    const end = from + mine.items.length;
    const behind = mine.token === undefined ? undefined : read(inTheirForm(mine.token));
    expect(placesOf(mine.items, places), 'our items').to.equal(placesOf(all.slice(from, end), places));
    expect(mine.items.length, 'how many of ours').to.equal(exact.places.length);
    expect(behind && behind.position + behind.offset, 'our token').to.equal(exact.next && end);
    expect(mine.failed, 'we fail').to.equal(exact.failed);

    // Theirs: what is known of how they walk.
    const known = walk(all.length, ask, peer.walker);
    expect(placesOf(other.items, places), 'their items').to.equal(show(known.places));
    expect(other.token === undefined ? undefined : read(other.token), 'their token').to.deep.equal(
      known.next,
    );
    expect(other.failed, 'they fail').to.equal(known.failed);

    // Both are the same, but where botocore's first page is shorter than the offset of its token.
    const firstPage = leg.emptyCalls.includes(1) ? 0 : Math.min(ask.pageSize, all.length - start.position);
    const forgets = peer.walker === 'botocore' && start.offset > firstPage && ask.failsAt !== 1;
    const goesOnAt = known.places[0] ?? (known.next ? known.next.position + known.next.offset : from);
    if (!forgets) {
      expect(placesOf(other.items, places), 'the same').to.equal(placesOf(mine.items, places));
    } else if (known.places.length > 0) {
      expect(goesOnAt, 'botocore repeats items; ours, above, none').to.be.below(from);
    }
    return {
      next: leg.by === 'ours' ? mine.token : other.token,
      report: {
        leg,
        fullPages: mine.fullPages,
        cutInside: (behind?.offset ?? 0) > 0,
        handedOver,
        empty: empty > 0,
        repeated: forgets ? from - goesOnAt : 0,
      },
    };
  }
});

/** AWS's own token behind the first `count` items; undefined where there is none. */
function rawTokenAfter(world: Simulation, count: number | undefined, question: Question): string | undefined {
  if (count === undefined) return undefined;
  return pageOf(world, { ...question, MaxResults: count }).NextToken;
}

/** A world's steps of a job, whole. */
function wholeOf(world: Simulation, JobName: string): unknown[] {
  const steps: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const page = pageOf(world, { JobName, ...(NextToken !== undefined && { NextToken }) });
    steps.push(...page.Steps);
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return steps;
}

interface WirePage {
  readonly Steps: readonly unknown[];
  readonly NextToken?: string;
}

/** A page as a world has it, asked without HTTP. */
function pageOf(world: Simulation, input: object): WirePage {
  const reply = new Service(world).call({ operation: LIST_STEPS, input, signedAt: Date.now() });
  if (reply.kind !== 'answer') throw new Error(`no page: ${reply.kind}`);
  return JSON.parse(JSON.stringify(reply.wire)) as WirePage;
}

function faultsOf(
  world: Simulation,
  jobName: string,
  { cut, emptyCalls }: Leg,
): { readonly empty?: ScriptedFault; readonly error?: ScriptedFault } {
  const target = { operation: LIST_STEPS, jobName } as const;
  return {
    // Of two faults at one call the older one strikes.
    ...(cut?.kind === 'error' && { error: world.fault(cut.fault, { ...target, call: cut.call }) }),
    ...(emptyCalls.length > 0 && { empty: world.fault('emptyPage', { ...target, call: emptyCalls }) }),
  };
}

/** A setting in one line. */
function summaryOf({ job, ...rest }: Setting): string {
  const { steps, ...others } = job;
  const size = Array.isArray(steps) ? steps.length : steps;
  return JSON.stringify({ ...rest, job: { ...others, steps: size } });
}

/**
 * A token of ours in botocore's form. `toBotoToken` refuses one that stands so far behind its page, after an
 * expired token, that botocore would repeat items; here it is written all the same, to see them repeated.
 */
function inTheirForm(token: string | undefined): string | undefined {
  if (token === undefined || !isCheckpoint(token)) return toBotoToken(token);
  const { nextToken = null, offset } = openCheckpoint(token).place;
  if (offset <= 100) return toBotoToken(token);
  expect(() => toBotoToken(token)).throw(InvalidTokenError);
  const content = { NextToken: nextToken, boto_truncate_amount: offset };
  return Buffer.from(JSON.stringify(content)).toString('base64');
}
