import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nginxArguments } from '../../scripts/startMachines.mjs';
import { startChild, type Child } from './child.js';
import { freePort } from './freePort.js';

const NGINX = '/usr/sbin/nginx';

/** A location that passes requests on over HTTP/1.1, without their upgrades. */
export const PLAIN_HTTP_1_1 = 'location / { proxy_pass http://127.0.0.1:8080; proxy_http_version 1.1; }';

/** Whether Debian's nginx is on this machine. */
export const hasNginx = (): boolean => existsSync(NGINX);

/** Runs a spec on the address of an nginx with this location, in front of a gateway's port. */
export async function proxied<T>(
  location: string,
  port: number,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const listen = await freePort();
  const config = `map $http_upgrade $connection_upgrade { default upgrade; '' close; }
     server {
       listen 127.0.0.1:${listen};
       ${location.replace('8080', String(port))}
     }
`;
  let nginx: Child | undefined;
  try {
    nginx = startChild(NGINX, nginxArguments(folder, config));
    await nginx.said(/getrlimit/);
    return await work(`http://127.0.0.1:${listen}`);
  } finally {
    nginx?.process.kill();
    await nginx?.ended;
    rmSync(folder, { recursive: true });
  }
}
