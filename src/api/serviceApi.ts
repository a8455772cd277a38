import type { AiApi } from './aiApi.js';
import type { RecommenderApi } from './recommenderApi.js';
import type { ScalingApi } from './scalingApi.js';

/** The port to the whole service: every operation of both generations. */
export interface ServiceApi extends RecommenderApi, AiApi, ScalingApi {}

/** The names of the port's operations. */
export type Operation = keyof ServiceApi;

/**
 * A wrapper around the port (permit, retry, deadline): a function from one to another with the same operations,
 * of whichever part of the service they are.
 */
export type ApiWrapper = <A extends Partial<ServiceApi>>(api: A) => A;
