import { isTerminal } from '../core/status.js';
import { answerAi } from './ai/answerAi.js';
import { behaving, type Behaving } from './behaviours/behaving.js';
import { createSimulatedJob, type CreateJobRequest } from './createSimulatedJob.js';
import { describeSimulatedJob, summarizeSimulatedJob } from './describeSimulatedJob.js';
import type { Strike } from './faultSchedule.js';
import type { SimulatedJob } from './simulatedJob.js';
import { listSimulatedJobs } from './listSimulatedJobs.js';
import { listSimulatedSteps, type ListStepsRequest, type ListPage } from './listSimulatedSteps.js';
import { faultRefusal, faultDelivery, throttled } from './faultReply.js';
import { objectAnswer, type Answer, type ListName, type ServiceReply } from './serviceReply.js';
import { invalid, notFound, ServiceFault } from './serviceFault.js';
import { OPERATIONS, type OperationName } from './shapes.js';
import { scalingRecommendation, type ScalingRequest } from './scalingRecommendation.js';
import type { Simulation } from './simulation.js';
import { jobNameOf } from './subject.js';
import { faultyListing, faultyObject } from './faultyAnswer.js';
import { pageTokens, type PageTokens } from './pageTokens.js';
import { validateShape, validationMessage } from './validateShape.js';

/** A call as a transport has received it. */
export interface ServiceCall {
  /** The name of the operation, which may be unknown. */
  readonly operation: string;
  /** The request in its wire form, or the fault of a body that can't be parsed. */
  readonly input: unknown;
  /** The request as it was sent, where its ARNs are of another region than those that are kept. */
  readonly sent?: unknown;
  /** Time of the client's signature, in milliseconds since the epoch. */
  readonly signedAt?: number | undefined;
}

/** Answers calls as SageMaker would: the quota is checked first, then scripted faults, then the request itself. */
export class Service {
  readonly #tokens: PageTokens;
  readonly #behaving: Behaving;
  #nonce = 0;

  constructor(readonly simulation: Simulation) {
    this.#tokens = pageTokens(simulation.world.seed);
    this.#behaving = behaving(() => simulation.behaviours, simulation.world.seed);
  }

  call({ operation, input, sent = input, signedAt }: ServiceCall): ServiceReply {
    const { counters, schedule, options, time } = this.simulation;
    const known = isOperation(operation) ? operation : undefined;
    counters.call(known);
    options.onCall?.({ operation, input: sent instanceof ServiceFault ? undefined : sent });
    if (!this.simulation.admits()) return this.#refused(throttled());
    if (known === undefined) return this.#refused(new ServiceFault('UnknownOperationException', ''));
    const strike = schedule.next(known, jobNameOf(input));
    if (strike !== undefined) counters.fault(strike.fault.kind);
    const call = { operation: known, jobName: jobNameOf(input), signedAt, realNow: time.now() };
    const refusal = strike && faultRefusal(strike.fault, call);
    if (refusal !== undefined) return refusal.kind === 'refusal' ? this.#refused(refusal.error) : refusal;
    try {
      const answer = this.#answer(known, input, strike);
      return (strike && faultDelivery(strike.fault, answer, call)) ?? answer;
    } catch (error) {
      if (error instanceof ServiceFault) return this.#refused(error);
      throw error;
    }
  }

  #refused(error: ServiceFault): ServiceReply {
    if (error.throttles) this.simulation.counters.throttle();
    return { kind: 'refusal', error: this.#behaving.errorShown(error) };
  }

  #answer(operation: OperationName, input: unknown, strike: Strike | undefined): Answer {
    const request = checked(operation, input);
    const { world, ai: account, options, behaviours } = this.simulation;
    const { maxRunningJobs = Infinity } = options;
    const now = this.#behaving.timeOf(operation, this.simulation.now());
    const paging = { ...behaviours, behaving: this.#behaving, tokens: this.#tokens };
    switch (operation) {
      case 'ListInferenceRecommendationsJobSteps': {
        const page = listSimulatedSteps(world, request as ListStepsRequest, now, paging);
        return this.#listing(operation, 'Steps', page, strike);
      }
      case 'ListInferenceRecommendationsJobs': {
        const page = listSimulatedJobs(world, request, now, paging);
        const items = page.items.map(job => {
          const modifiedAt = this.#behaving.modifiedAt(job, now);
          const wire = this.#behaving.listedJobShown(summarizeSimulatedJob(job, now, modifiedAt));
          return { wire, json: JSON.stringify(wire) };
        });
        return this.#listing(operation, 'InferenceRecommendationsJobs', { ...page, items }, strike);
      }
      case 'DescribeInferenceRecommendationsJob': {
        const job = this.#job(request, now);
        const { JobName } = request as { readonly JobName: string };
        if (!this.#behaving.isFound(job, now)) throw notFound(JobName);
        const wire = describeSimulatedJob(job, now, this.#behaving.modifiedAt(job, now));
        return faultyObject(objectAnswer(operation, wire), strike?.fault);
      }
      case 'CreateInferenceRecommendationsJob':
        return objectAnswer(
          operation,
          createSimulatedJob(world, request as CreateJobRequest, now, maxRunningJobs),
        );
      case 'StopInferenceRecommendationsJob': {
        const job = this.#job(request, now);
        const status = job.status(now);
        if (isTerminal(status) || status === 'DELETING') {
          throw invalid(`Inference recommendations job '${job.name}' is ${status}: it can't be stopped.`);
        }
        if (status !== 'STOPPING') job.stop(now);
        return { kind: 'answer', operation, wire: {}, text: () => '' };
      }
      case 'GetScalingConfigurationRecommendation': {
        const asked = request as ScalingRequest;
        const job = this.#job({ JobName: asked.InferenceRecommendationsJobName }, now);
        return objectAnswer(operation, scalingRecommendation(job, asked, now, behaviours));
      }
      default: {
        const context = { account, now, behaving: this.#behaving, behaviours, paging, maxRunningJobs };
        const answer = answerAi(operation, request, context);
        if (answer.kind === 'object')
          return faultyObject(objectAnswer(operation, answer.wire), strike?.fault);
        const items = answer.page.items.map(wire => ({ wire, json: JSON.stringify(wire) }));
        return this.#listing(operation, answer.listName, { ...answer.page, items }, strike);
      }
    }
  }

  #job(request: object, now: number): SimulatedJob {
    const { JobName } = request as { readonly JobName: string };
    const job = this.simulation.world.job(JobName, now);
    if (job === undefined) throw notFound(JobName);
    return job;
  }

  #listing(
    operation: OperationName,
    listName: ListName,
    page: ListPage<{ readonly wire: object; readonly json: string }>,
    strike: Strike | undefined,
  ): Answer {
    const { binding, offset, nextOffset } = page;
    const nextToken = nextOffset === undefined ? undefined : this.#tokens.issue(binding, nextOffset);
    const tokenForSamePage = (): string => this.#tokens.issue(binding, offset, (this.#nonce += 1));
    const listing = { operation, listName, page, nextToken };
    return faultyListing(listing, strike?.fault, { tokenForSamePage, issued: strike?.tokens ?? [] });
  }
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}

/** The validated request, without `null` members. Throws a `ServiceFault` where it doesn't fit its shape. */
function checked(operation: OperationName, input: unknown): object {
  if (input instanceof ServiceFault) throw input;
  const faults = validateShape(OPERATIONS[operation].input, input);
  const unreadable = faults.find(fault => fault.kind === 'type');
  if (unreadable !== undefined) throw new ServiceFault('SerializationException', unreadable.message);
  if (faults.length > 0) throw invalid(validationMessage(faults));
  const present = Object.entries(input as object).filter(([, value]) => value !== null);
  return Object.fromEntries(present);
}
