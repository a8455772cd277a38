import type { Shape } from './shape.js';
import { SHAPES } from './shapes.js';
import { counted } from '../core/counted.js';

/** One violation of a shape, worded as AWS does. */
export interface ShapeFault {
  /** Path in the form of AWS, with camelCase names and list positions from 1: `tags.1.member.key`. */
  readonly path: string;
  /** `type`: the value can't be parsed; `constraint`: it breaks a rule of its shape. */
  readonly kind: 'type' | 'constraint';
  readonly message: string;
}

/**
 * Checks a wire value (as JSON carries it) against a shape of the service.
 *
 * - **Order**: that of the declared members; an empty list means that the value is valid.
 * - **Skips**: members that the shape doesn't know, as AWS does; `null` counts as absent.
 */
export function validateShape(shapeName: string, value: unknown, path = ''): ShapeFault[] {
  const shape = SHAPES[shapeName];
  if (shape === undefined) throw new RangeError(`validate: there is no shape ${shapeName}`);
  const unreadable = typeFault(shape, value);
  if (unreadable !== undefined) return [{ path, kind: 'type', message: unreadable }];
  switch (shape.type) {
    case 'structure':
      return structureFaults(shape, value as Readonly<Record<string, unknown>>, path);
    case 'list': {
      const items = value as readonly unknown[];
      const inside = items.flatMap((item, index) =>
        validateShape(shape.member ?? '', item, `${path}.${String(index + 1)}.member`),
      );
      return [...boundFaults(shape, items.length, 'length', value, path), ...inside];
    }
    case 'map': {
      const entries = Object.entries(value as object);
      const inside = entries.flatMap(([name, inner]) => [
        ...validateShape(shape.key ?? '', name, `${path}.${name}.key`),
        ...validateShape(shape.value ?? '', inner, `${path}.${name}.value`),
      ]);
      return [...boundFaults(shape, entries.length, 'length', value, path), ...inside];
    }
    case 'string':
      return stringFaults(shape, value as string, path);
    case 'boolean':
      return [];
    default:
      return boundFaults(shape, Number(value), 'value', value, path);
  }
}

/** The text of AWS's ValidationException for these faults. */
export function validationMessage(faults: readonly ShapeFault[]): string {
  return `${counted(faults.length, 'validation error')} detected: ${faults.map(fault => fault.message).join('; ')}`;
}

function structureFaults(shape: Shape, value: Readonly<Record<string, unknown>>, path: string): ShapeFault[] {
  const required = new Set(shape.required);
  const members = Object.entries(shape.members ?? {});
  if (
    shape.union === true &&
    members.filter(([name]) => (value[name] ?? undefined) !== undefined).length !== 1
  ) {
    const names = members.map(([name]) => name).join(', ');
    return [refused(value, path, `Exactly one of its members must be set: [${names}]`)];
  }
  return members.flatMap(([name, member]) => {
    const inner = join(path, name);
    const given = value[name] ?? undefined;
    if (given !== undefined) return validateShape(member, given, inner);
    return required.has(name) ? [refused(null, inner, 'Member must not be null')] : [];
  });
}

function stringFaults(shape: Shape, value: string, path: string): ShapeFault[] {
  const faults = boundFaults(shape, value.length, 'length', value, path);
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    faults.push(refused(value, path, `Member must satisfy enum value set: [${shape.enum.join(', ')}]`));
  }
  if (shape.pattern !== undefined && !wholeMatch(shape.pattern, value)) {
    faults.push(refused(value, path, `Member must satisfy regular expression pattern: ${shape.pattern}`));
  }
  return faults;
}

function boundFaults(
  shape: Shape,
  size: number,
  noun: 'value' | 'length',
  value: unknown,
  path: string,
): ShapeFault[] {
  const faults: ShapeFault[] = [];
  if (shape.max !== undefined && size > shape.max) {
    faults.push(refused(value, path, `Member must have ${noun} less than or equal to ${String(shape.max)}`));
  }
  if (shape.min !== undefined && size < shape.min) {
    faults.push(
      refused(value, path, `Member must have ${noun} greater than or equal to ${String(shape.min)}`),
    );
  }
  return faults;
}

/** The message of AWS for a JSON value of the wrong type; undefined for the right one. */
function typeFault(shape: Shape, value: unknown): string | undefined {
  if (fitsType(shape, value)) return undefined;
  const given = Array.isArray(value) ? 'LIST' : value === null ? 'NULL' : typeof value;
  const wanted = {
    structure: 'Structure',
    list: 'List',
    map: 'Map',
    boolean: 'Boolean',
    string: 'String',
    integer: 'Integer',
    float: 'Float',
  };
  const target = shape.type === 'timestamp' ? 'Timestamp' : wanted[shape.type];
  return `${given.toUpperCase()}_VALUE can not be converted to ${/^[IA]/.test(target) ? 'an' : 'a'} ${target}`;
}

function fitsType(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case 'structure':
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'timestamp':
      return typeof value === 'number' && Number.isFinite(value);
    case 'float':
      return typeof value === 'number' || value === 'NaN' || value === 'Infinity' || value === '-Infinity';
  }
}

const compiled = new Map<string, RegExp>();

function wholeMatch(pattern: string, value: string): boolean {
  let regexp = compiled.get(pattern);
  if (regexp === undefined) compiled.set(pattern, (regexp = new RegExp(`^(?:${pattern})$`, 'u')));
  return regexp.test(value);
}

function join(path: string, name: string): string {
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  return path === '' ? camel : `${path}.${camel}`;
}

function refused(value: unknown, path: string, rule: string): ShapeFault {
  const shown = value === null ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
  const message = `Value ${shown} at '${path}' failed to satisfy constraint: ${rule}`;
  return { path, kind: 'constraint', message };
}
