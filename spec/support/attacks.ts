import { randomBelow, type RandomBelow } from './randomBelow.js';

/** Bytes that no well-behaved client sends, and the allowed responses. */
export interface Attack {
  readonly kind: string;
  /** Sent one after the other, with a pause in between. */
  readonly bytes: readonly Buffer[];
  /** The allowed statuses; 101 is an open WebSocket. */
  readonly statuses: readonly number[];
  /** The allowed close codes after 101. */
  readonly closes?: readonly number[];
  /** Whether the server may also send nothing, and wait for more. */
  readonly open?: boolean;
}

const oneOf = <T>(random: RandomBelow, many: readonly T[]): T => many[random(many.length)]!;
const noise = (random: RandomBelow, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => random(256)));
const lines = (...all: readonly string[]): Buffer => Buffer.from([...all, '', ''].join('\r\n'), 'latin1');

const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const upgrading = (target: string, host: string, more: readonly string[] = []): Buffer =>
  lines(
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    KEY,
    ...more,
  );

/** A frame of a client, right or wrong. */
function frame(
  random: RandomBelow,
  opcode: number,
  payload: Buffer,
  { fin = true, rsv = 0, masked = true, length = payload.length } = {},
): Buffer {
  const mask = noise(random, 4);
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  const bit = masked ? 0x80 : 0;
  const extended = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8);
  head.push(bit | (extended.length === 0 ? length : extended.length === 2 ? 126 : 127));
  if (extended.length === 2) extended.writeUInt16BE(length);
  if (extended.length === 8) extended.writeBigUInt64BE(BigInt(length));
  const body = masked ? payload.map((byte, i) => byte ^ mask[i % 4]!) : payload;
  return Buffer.concat([Buffer.from(head), extended, ...(masked ? [mask] : []), body]);
}

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;

/** Messages of a client on an open WebSocket, and the allowed close codes. */
const FRAMES: readonly (readonly [
  kind: string,
  make: (random: RandomBelow) => Buffer,
  closes: readonly number[],
])[] = [
  ['bad UTF-8', random => frame(random, TEXT, Buffer.from([0xc3, 0x28, 0xff])), [1007]],
  ['a message too large', random => frame(random, TEXT, Buffer.alloc(4_097, 32)), [1009]],
  ['a length of exabytes', random => frame(random, TEXT, Buffer.alloc(9), { length: 2 ** 52 }), [1009]],
  [
    'too large in fragments',
    random =>
      Buffer.concat([
        frame(random, TEXT, Buffer.alloc(4_000, 32), { fin: false }),
        frame(random, 0, Buffer.alloc(4_000, 32)),
      ]),
    [1009],
  ],
  [
    'a message in seventeen fragments',
    random =>
      Buffer.concat([
        frame(random, TEXT, Buffer.from('['), { fin: false }),
        ...Array.from({ length: 16 }, () => frame(random, 0, Buffer.from('['), { fin: false })),
      ]),
    [1008],
  ],
  [
    'a flood of pongs',
    random => Buffer.concat(Array.from({ length: 40 }, () => frame(random, 10, noise(random, 100)))),
    [1008],
  ],
  ['a fragment of nothing', random => frame(random, 0, Buffer.from('x')), [1002]],
  ['no mask', random => frame(random, TEXT, Buffer.from('{"type":"ping"}'), { masked: false }), [1002]],
  ['reserved bits', random => frame(random, TEXT, Buffer.from('x'), { rsv: 1 + random(7) }), [1002]],
  ['an unknown opcode', random => frame(random, oneOf(random, [3, 7, 11, 15]), Buffer.from('x')), [1002]],
  ['a long ping', random => frame(random, PING, Buffer.alloc(126)), [1002]],
  ['a ping in pieces', random => frame(random, PING, Buffer.alloc(1), { fin: false }), [1002]],
  ['a close of one byte', random => frame(random, CLOSE, Buffer.from([3])), [1002]],
  ['a close of no code', random => frame(random, CLOSE, Buffer.from([0, 5])), [1002]],
  ['binary', random => frame(random, BINARY, noise(random, random(300))), [1003]],
  ['no JSON', random => frame(random, TEXT, Buffer.from('{"type":"ping"')), [1008]],
  [
    'an unknown message',
    random => frame(random, TEXT, Buffer.from('{"type":"subscribe","job":"../x"}')),
    [1008],
  ],
  ['a type that is none', random => frame(random, TEXT, Buffer.from('{"type":"__proto__"}')), [1008]],
  ['deep JSON', random => frame(random, TEXT, Buffer.from('['.repeat(3_000))), [1008]],
  [
    'a flood of messages',
    random =>
      Buffer.concat(Array.from({ length: 40 }, () => frame(random, TEXT, Buffer.from('{"type":"ping"}')))),
    [1008],
  ],
  [
    'a flood of pings',
    random => Buffer.concat(Array.from({ length: 40 }, () => frame(random, PING, noise(random, 100)))),
    [1008],
  ],
  ['pongs without a ping', random => frame(random, 10, noise(random, random(126))), []],
  ['noise', random => noise(random, 1 + random(400)), [1002, 1003, 1007, 1008, 1009]],
];

const MAKERS = 21;
/** Number of attacks that contain each kind. */
export const KINDS: number = MAKERS * FRAMES.length;

const SECRET_PATHS = [
  'etc/passwd',
  'package.json',
  'src/gateway/index.ts',
  'proc/self/environ',
  '.env',
  'page.js',
];
const CLIMBS = [
  '../',
  '..%2f',
  '%2e%2e/',
  '..\\',
  '..%5c',
  '....//',
  '%2e%2e%2f',
  '.%00./',
  '..;/',
  '%c0%ae%c0%ae/',
];
const PATHS: readonly ((random: RandomBelow) => string)[] = [
  random => `/${oneOf(random, CLIMBS).repeat(1 + random(6))}${oneOf(random, SECRET_PATHS)}`,
  random => `/jobs/${oneOf(random, CLIMBS).repeat(1 + random(6))}${oneOf(random, SECRET_PATHS)}`,
  random => `//${oneOf(random, SECRET_PATHS)}`,
  random => `/./${oneOf(random, SECRET_PATHS)}`,
  random => `/page.js/${oneOf(random, SECRET_PATHS)}`,
  random => `/page.js${oneOf(random, ['%00', '%00.html', '/', '.map', '::$DATA', ';x'])}`,
  random =>
    `/${oneOf(random, ['__proto__', 'constructor', 'toString', 'jobs/__proto__', 'jobs/-a', 'jobs/a-', 'jobs/'])}`,
  random => `/jobs/${'a'.repeat(65 + random(200))}`,
  random => `/jobs/${encodeURIComponent(noise(random, 4).toString('latin1'))}%`,
  random => `http://evil.example/${oneOf(random, SECRET_PATHS)}`,
  random => `file:///${oneOf(random, SECRET_PATHS)}`,
  random => `/jobs/j/${noise(random, 5).toString('hex')}`,
  random => `/health/${oneOf(random, SECRET_PATHS)}`,
];

/**
 * Creates the attacks on a gateway that listens on this port and serves job `j` and a file `/page.js`. The first
 * `KINDS` are of every kind at least once, with each frame; what is in them is determined by the seed.
 */
export function attackOf(seed: number, port: number): Attack {
  const random = randomBelow(seed);
  const host = `127.0.0.1:${port}`;
  const upgrade = (more: readonly string[] = [], target = '/jobs/j', name = host): Buffer =>
    upgrading(target, name, more);
  const accept = 'Accept: text/event-stream';
  const makers: readonly (() => Attack)[] & { readonly length: typeof MAKERS } = [
    () => {
      const [kind, make, closes] = FRAMES[Math.floor(seed / MAKERS) % FRAMES.length]!;
      return { kind, bytes: [upgrade(), make(random)], statuses: [101], closes, open: closes.length !== 1 };
    },
    () => {
      const [kind, make, closes] = FRAMES[Math.floor(seed / MAKERS) % FRAMES.length]!;
      return {
        kind: `${kind}, too early`,
        bytes: [Buffer.concat([upgrade(), make(random)])],
        statuses: [101],
        closes,
        open: closes.length !== 1,
      };
    },
    () => {
      const path = oneOf(random, PATHS)(random);
      const get = lines(`GET ${path} HTTP/1.1`, `Host: ${host}`, accept, 'Connection: close');
      return { kind: `path ${path}`, bytes: [get], statuses: [400, 404] };
    },
    () => {
      const path = oneOf(random, PATHS)(random);
      return { kind: `upgrade of ${path}`, bytes: [upgrade([], path)], statuses: [400, 404] };
    },
    () => {
      const origin = oneOf(random, [
        'http://evil.example',
        'null',
        '',
        `http://127.0.0.1:${port + 1}`,
        `https://127.0.0.1:${port}`,
        `http://127.0.0.1:${port}.evil.example`,
        `http://127.0.0.1:${port}/`,
        `http://127.0.0.1:${port}, http://evil.example`,
        'file://',
      ]);
      const kind = `origin ${origin}`;
      return random(2) === 0
        ? { kind, bytes: [upgrade([`Origin: ${origin}`])], statuses: [403] }
        : {
            kind,
            bytes: [
              lines(
                'GET /jobs/j HTTP/1.1',
                `Host: ${host}`,
                accept,
                `Origin: ${origin}`,
                'Connection: close',
              ),
            ],
            statuses: [403],
          };
    },
    () => ({
      kind: 'two origins',
      bytes: [upgrade([`Origin: http://${host}`, 'Origin: http://evil.example'])],
      statuses: [403],
    }),
    () => {
      const name = oneOf(random, [
        'evil.example',
        `evil.example:${port}`,
        `127.0.0.1.evil.example:${port}`,
        `localhost.evil.example:${port}`,
        `127.0.0.1:${port}@evil.example`,
        `127.0.0.1:${port}/evil`,
        `evil.example#127.0.0.1`,
        '',
        '[::1',
      ]);
      return { kind: `host ${name}`, bytes: [upgrade([], '/jobs/j', name)], statuses: [400, 403] };
    },
    () => {
      const header = oneOf(random, ['X-Forwarded-For: 1.2.3.4', 'Forwarded: for=1.2.3.4', 'Via: 1.1 proxy']);
      return { kind: header, bytes: [upgrade([header])], statuses: [403] };
    },
    () => ({
      kind: 'HTTP/1.0',
      bytes: [lines('GET /jobs HTTP/1.0', `Host: ${host}`)],
      statuses: [403],
    }),
    () => ({
      kind: 'two hosts',
      bytes: [lines('GET /jobs HTTP/1.1', `Host: ${host}`, `Host: ${host}`, 'Connection: close')],
      statuses: [400],
    }),
    () => {
      const method = oneOf(random, ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']);
      const target = oneOf(random, ['/jobs', '/jobs/j', '/page.js', '/health']);
      const bytes = [
        lines(`${method} ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close', 'Content-Length: 0'),
      ];
      return { kind: `${method} ${target}`, bytes, statuses: [400, 405] };
    },
    () => {
      const wrong = oneOf(random, [
        ['Sec-WebSocket-Version: 12', KEY],
        ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: short'],
        ['Sec-WebSocket-Version: 13'],
        [KEY],
      ]);
      const head = ['GET /jobs/j HTTP/1.1', `Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket'];
      return { kind: `handshake ${wrong.join()}`, bytes: [lines(...head, ...wrong)], statuses: [400, 426] };
    },
    () => {
      const other = oneOf(random, ['h2c', 'websocket2', 'TLS/1.3', 'x'.repeat(500)]);
      const head = ['GET /jobs/j HTTP/1.1', `Host: ${host}`, 'Connection: Upgrade', `Upgrade: ${other}`];
      return { kind: `upgrade to ${other}`, bytes: [lines(...head)], statuses: [406] };
    },
    () => ({ kind: 'noise', bytes: [noise(random, 1 + random(600))], statuses: [400], open: true }),
    () => ({
      kind: 'headers too large',
      bytes: [lines('GET /jobs/j HTTP/1.1', `Host: ${host}`, `X: ${'x'.repeat(20_000)}`)],
      statuses: [400, 431],
    }),
    () => ({
      kind: 'half a request',
      bytes: [lines('GET /jobs/j HTTP/1.1', `Host: ${host}`, accept).subarray(0, 10 + random(40))],
      statuses: [],
      open: true,
    }),
    () => ({
      kind: 'two streams in one pipe',
      bytes: [
        lines(
          'GET /jobs/j HTTP/1.1',
          `Host: ${host}`,
          accept,
          '',
          'GET /jobs/j HTTP/1.1',
          `Host: ${host}`,
          accept,
        ),
      ],
      statuses: [200],
    }),
    () => ({
      kind: 'a job as a page',
      bytes: [lines('GET /jobs/j HTTP/1.1', `Host: ${host}`, 'Accept: text/html', 'Connection: close')],
      statuses: [406],
    }),
    () => ({
      kind: 'a script of another site',
      bytes: [
        lines(
          'GET /jobs HTTP/1.1',
          `Host: ${host}`,
          'Sec-Fetch-Site: cross-site',
          'Sec-Fetch-Mode: no-cors',
          'Connection: close',
        ),
      ],
      statuses: [403],
    }),
    () => ({
      kind: 'a list that fails',
      bytes: [
        lines(
          `GET /jobs?status=${noise(random, 3).toString('hex')} HTTP/1.1`,
          `Host: ${host}`,
          'Connection: close',
        ),
      ],
      statuses: [502, 503],
    }),
    () => ({
      kind: 'a job that fails',
      bytes: [upgrade([], '/jobs/secret')],
      statuses: [101, 503],
      closes: [1011],
    }),
  ];
  return makers[seed % MAKERS]!();
}
