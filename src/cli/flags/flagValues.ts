import { InvalidArgumentError } from 'commander';
import type { Rule } from '../../core/check.js';
import { isStat } from '../../operators/ranking/figureReader.js';

/** A whole number of 0 or more, as a flag has it. */
export function count(text: string): number {
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw new InvalidArgumentError('It must be a whole number of 0 or more.');
}

/** A whole number of 1 or more. */
export function countFromOne(text: string): number {
  if (/^0*[1-9]\d*$/.test(text)) return count(text);
  throw new InvalidArgumentError('It must be a whole number of 1 or more.');
}

/** A whole percentage of a processor's core, from 1 to 100: `60` or `60%`. */
export function corePercent(text: string): number {
  const value = /^\d{1,3}%?$/.test(text) ? parseInt(text, 10) : 0;
  if (value >= 1 && value <= 100) return value;
  throw new InvalidArgumentError('It must be a whole percentage from 1 to 100.');
}

/** A number of 0 or more. */
export function number(text: string): number {
  if (/^(\d+\.?\d*|\.\d+)$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number of 0 or more.');
}

/** A percentage of 0 or more: `5` or `5%`. */
export function percent(text: string): number {
  const match = /^(\d+\.?\d*|\.\d+) ?%?$/.exec(text);
  if (match !== null) return Number(match[1]);
  throw new InvalidArgumentError('It must be a percentage of 0 or more, such as 5%.');
}

/** A percentage as a share: `20%` is 0.2. A share itself is refused, as `0.2` would be 0.2%. */
export function share(text: string): number {
  const value = percent(text);
  if (value === 0 || value >= 1 || text.endsWith('%')) return value / 100;
  throw new InvalidArgumentError(`It must be a percentage: write ${String(value * 100)}%, or ${text}%.`);
}

/** Names with commas between them, by the rule of a bound. */
export function names(rule: Rule): (text: string) => readonly string[] {
  return text => {
    const list = text.split(',').map(name => name.trim());
    if (rule.holds(list)) return list;
    throw new InvalidArgumentError(`It ${rule.must}, with commas between them.`);
  };
}

/** A statistic, such as `p90`. */
export function statistic(text: string): string {
  if (isStat.holds(text)) return text;
  throw new InvalidArgumentError(`It ${isStat.must}.`);
}

/** A number of seconds above 0. */
export function seconds(text: string): number {
  if (/^(\d+\.?\d*|\.\d+)$/.test(text) && Number(text) >= 0.001) return Number(text);
  throw new InvalidArgumentError('It must be a number of seconds, 0.001 or more.');
}

/** Whether a text is a URL of Redis. */
export const isRedisUrl = (text: string): boolean => /^rediss?:\/\/./.test(text) && URL.canParse(text);

/** A URL of Redis. */
export function redisUrl(text: string): string {
  if (isRedisUrl(text)) return text;
  throw new InvalidArgumentError('It must be a URL such as redis://host:6379.');
}

/** The number of a port. */
export function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

/**
 * A time: seconds since 1970, or ISO 8601. As with aws-cli, a time without a zone is that of this machine,
 * and a date its midnight.
 */
export function time(text: string): Date {
  const date = /^\d+(\.\d+)?$/.test(text)
    ? new Date(Number(text) * 1000)
    : new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text);
  if (/^\d/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError('It must be ISO 8601, such as 2026-01-15T09:00:00Z, or seconds since 1970.');
}
