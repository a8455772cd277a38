import { InvalidInputError } from '../core/errors.js';
import { FAULT_KINDS, isDue, strikes, type Fault, type FaultKind, type FaultTarget } from './fault.js';
import type { OperationName } from './shapes.js';

/** A fault that was set: how often it struck, and how to take it back. */
export interface ScriptedFault {
  readonly fault: Fault;
  /** How many calls it has struck. */
  readonly struck: number;
  /** From now on it strikes no more. */
  readonly remove: () => void;
}

/** A fault at the moment at which it strikes a call. */
export interface Strike {
  readonly fault: Fault;
  /** Tokens that it has handed out: for faults that repeat them. */
  readonly tokens: string[];
}

interface Rule extends Strike {
  readonly target: FaultTarget;
  seen: number;
  struck: number;
}

/** The faults that wait for their calls. Where two are due at one call, the older one strikes. */
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

  /** Counts a call, and tells which fault strikes it, if any. */
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
