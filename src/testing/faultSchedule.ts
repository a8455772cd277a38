import { InvalidInputError } from '../core/errors.js';
import { FAULT_KINDS, isDue, strikes, type Fault, type FaultKind, type FaultTarget } from './fault.js';
import type { OperationName } from './shapes.js';

/** A fault that was set. */
export interface ScriptedFault {
  readonly fault: Fault;
  /** Number of calls to which it was applied. */
  readonly struck: number;
  /** Removes the fault: it applies to no further calls. */
  readonly remove: () => void;
}

/** A fault that applies to the present call. */
export interface Strike {
  readonly fault: Fault;
  /** Tokens that this fault has issued, for kinds that repeat them. */
  readonly tokens: string[];
}

interface Rule extends Strike {
  readonly target: FaultTarget;
  seen: number;
  struck: number;
}

/** The faults that were set. Where two apply to one call, the older one is used. */
export class FaultSchedule {
  readonly #rules = new Set<Rule>();

  add(given: FaultKind | Fault, target: FaultTarget = {}): ScriptedFault {
    const fault: Fault = typeof given === 'string' ? ({ kind: given } as Fault) : given;
    if (!FAULT_KINDS.includes(fault.kind)) {
      throw new InvalidInputError('fault', `must be one of ${FAULT_KINDS.join(', ')}`);
    }
    if (target.operation !== undefined && !strikes(fault.kind, target.operation)) {
      throw new InvalidInputError('operation', `${fault.kind} makes no sense for ${target.operation}`);
    }
    const rule: Rule = { fault, target, seen: 0, struck: 0, tokens: [] };
    this.#rules.add(rule);
    return {
      fault,
      get struck() {
        return rule.struck;
      },
      remove: () => this.#rules.delete(rule),
    };
  }

  /** Counts a call, and returns the fault that applies to it. */
  next(operation: OperationName, jobName: string | undefined): Strike | undefined {
    let strike: Rule | undefined;
    for (const rule of this.#rules) {
      const { target, fault } = rule;
      if (!strikes(fault.kind, operation)) continue;
      if (target.operation !== undefined && target.operation !== operation) continue;
      if (target.jobName !== undefined && target.jobName !== jobName) continue;
      rule.seen += 1;
      if (rule.struck >= (target.times ?? Infinity)) continue;
      if (strike === undefined && isDue(fault.kind, target, rule.seen)) strike = rule;
    }
    if (strike !== undefined) strike.struck += 1;
    return strike;
  }

  clear(): void {
    this.#rules.clear();
  }
}
