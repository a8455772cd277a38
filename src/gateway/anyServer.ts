import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';

/** A server of `node:http` or of `node:https`. */
export type AnyServer = Server | SecureServer;
