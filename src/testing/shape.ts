/** One shape of the service: its type and the rules for its values. */
export interface Shape {
  readonly type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'float' | 'boolean' | 'timestamp';
  /** Whether a structure is a union: exactly one of its members is present. */
  readonly union?: boolean;
  /** Names of the required members of a structure. */
  readonly required?: readonly string[];
  /** The shape of each member of a structure, by name. */
  readonly members?: Readonly<Record<string, string>>;
  /** The shape of the items of a list. */
  readonly member?: string;
  /** The shape of the names of a map. */
  readonly key?: string;
  /** The shape of the values of a map. */
  readonly value?: string;
  /** Minimum value, length or count. */
  readonly min?: number;
  /** Maximum value, length or count. */
  readonly max?: number;
  /** Pattern that a whole string must match. */
  readonly pattern?: string;
  /** All allowed strings. */
  readonly enum?: readonly string[];
}
