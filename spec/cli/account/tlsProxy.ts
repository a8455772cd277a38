import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JOB } from './signatures.js';

/** A server that answers for a host of AWS, reached by a proxy alone. */
export interface ProxiedService {
  /** URL of the proxy, with a user and a password. */
  readonly proxy: string;
  /** File with the authority of the server's certificate. */
  readonly caBundle: string;
  /** What the proxy was asked: method, target, and the user that asked. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

/** Starts both; undefined where there is no openssl. The certificate is of this host, and is its own authority. */
export async function startProxiedService(host: string): Promise<ProxiedService | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'stepstream-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '2',
        ],
        ...['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`, '-keyout', key, '-out', cert],
      ],
      { stdio: 'ignore' },
    );
  } catch (error) {
    rmSync(folder, { recursive: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const service = createHttpsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify({ InferenceRecommendationsJobs: [JOB] }));
  });
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = createHttpServer();
  proxy.on('connect', (request, socket: Socket) => {
    const user = Buffer.from(String(request.headers['proxy-authorization']).replace('Basic ', ''), 'base64');
    asked.push(`${String(request.method)} ${String(request.url)} ${user.toString('utf8')}`);
    const through = connect((service.address() as AddressInfo).port, '127.0.0.1');
    for (const each of [socket, through]) {
      sockets.add(each);
      each.on('error', () => undefined);
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(through).pipe(socket);
  });
  const servers = [service, proxy] as const;
  await Promise.all(servers.map(server => new Promise<void>(done => server.listen(0, '127.0.0.1', done))));
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await Promise.all(servers.map(closed));
    rmSync(folder, { recursive: true });
  };
  const { port } = proxy.address() as AddressInfo;
  return { proxy: `http://user:pass@127.0.0.1:${String(port)}`, caBundle: cert, asked, close };
}

function closed(server: Pick<Server, 'close' | 'closeAllConnections'>): Promise<unknown> {
  const end = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  return end;
}
