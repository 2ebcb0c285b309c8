import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { refuse } from '../endpoint/cause.ts';
import { connectorLabel, readReceived } from './connector-endpoint.ts';
import { dialTcp, receiveGob, streamLimits } from './connector-stream.ts';
import { joinResults, type ObjectResult, sourceResult } from './object-result.ts';
import { RemoteError } from './remote-error.ts';
import { runKind, runReference } from './run-object.ts';
import type { DialAddress, Source, SourceContext, SourceResult } from './source.ts';
import { SourceError } from './source-error.ts';

/** Endpoints that a server of one's own sends over TCP in Go's gob format (ExternalDNS source/connector.go). */
export const connector: Source = {
  name: 'connector',
  summary: 'Endpoints that a server of your own sends over TCP',
  kinds: [runKind(connectorLabel)],
  permissions: () => [],
  annotations: [],
  filters: [],
  templates: [],
  read: readConnector,
};

async function readConnector({ config, signal, runObject, dial }: SourceContext): Promise<SourceResult> {
  signal.throwIfAborted();
  const received = await receiveGob(addressOf(config), dial ?? dialTcp(streamLimits), signal);
  const list = z.array(z.unknown()).safeParse(received);
  if (!list.success) throw new RemoteError(`--connector-source-server ${config.connectorSourceServer} sent no list of endpoints`);
  const ref = runReference(runObject, 'connector');
  return sourceResult([], [joinResults(list.data.map((element, index) => resultOf(element, index, ref)))]);
}

function resultOf(element: unknown, index: number, ref: ReturnType<typeof runReference>): Partial<ObjectResult> {
  const read = readReceived(element, index, [ref]);
  if ('cause' in read) return { refusals: [refuse(ref, read.dnsName, read.cause, read.targets)] };
  return { endpoints: [read.endpoint], warnings: read.problems.map((problem) => ({ ref, problem })) };
}

/** `host:port`, `[::1]:8080`; without a host this machine, as in Go. */
const addressPattern = /^(?:\[([^\][]+)\]|([^:\][]*)):(\d{1,5})$/;

function addressOf({ connectorSourceServer }: Config): DialAddress {
  const [, bracketed, plain, digits] = addressPattern.exec(connectorSourceServer) ?? [];
  const port = Number(digits);
  if (!(port > 0 && port < 65_536)) {
    throw new SourceError(
      'connector',
      `--connector-source-server is ${JSON.stringify(connectorSourceServer)}, which the source connector cannot dial; write host:port, with an IPv6 address in brackets`,
    );
  }
  return { host: bracketed ?? (plain || 'localhost'), port };
}
