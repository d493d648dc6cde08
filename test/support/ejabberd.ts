import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { CertificateAuthority } from './certificates.ts';
import { exampleConfig } from './example-config.ts';
import { freePort } from './mosquitto.ts';
import { tempFolder } from './temp-folder.ts';

/** What a node is made to say once it takes MQTT. */
const UP = 'ak: the node is up';

type NodeOptions = {
  /** 1, 2, …: its address for Erlang’s distribution is 127.0.0.<number>. */
  readonly number: number;
  readonly folder: string;
  /** Of Erlang’s distribution: one and the same for all nodes of a cluster. */
  readonly distributionPort: number;
  readonly serverPem: string;
  /** Erlang, run before ejabberd and after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
};

/** One real ejabberd, with the example’s config. It goes with the test. */
export class Ejabberd {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(port: number, child: ChildProcess) {
    this.url = `mqtts://127.0.0.1:${port}`;
    this.#process = child;
  }

  /** Resolves when it takes MQTT. */
  static async start(options: NodeOptions): Promise<Ejabberd> {
    const port = await freePort();
    const folder = join(options.folder, String(options.number));
    mkdirSync(folder);
    const config = exampleConfig('ejabberd.yml', {
      'port: 8883': `port: ${port}`,
      '"::"': '127.0.0.1',
      '/etc/ejabberd/ak/server.pem': options.serverPem,
    });
    writeFileSync(join(folder, 'ejabberd.yml'), config);
    const child = spawn('erl', erlangArguments(folder, options), {
      cwd: folder,
      env: environment(folder),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const node = new Ejabberd(port, child);
    onTestFinished(() => node.kill());
    await up(child);
    return node;
  }

  /** SIGKILL at this very moment; see `kill`. */
  killNow(): void {
    this.#process.kill('SIGKILL');
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

export type EjabberdCluster = {
  readonly first: Ejabberd;
  readonly second: Ejabberd;
  /** PEM of the authority behind the certificates of both. */
  readonly ca: string;
};

/**
 * Two nodes that are one broker. `users`, all with the password `PASSWORD`, are known to both, as <user>@allmanna.
 * They find each other without epmd, which would be left over: by a port that is agreed, at addresses of their own.
 */
export async function startCluster(users: readonly string[]): Promise<EjabberdCluster> {
  const folder = tempFolder();
  const authority = await CertificateAuthority.create();
  const { cert, key } = await authority.sign({ commonName: 'broker' });
  const serverPem = join(folder, 'server.pem');
  writeFileSync(serverPem, cert + key);
  const common = { folder, distributionPort: await freePort(), serverPem };
  const register = users.map(
    (user) => `ok = ejabberd_auth:try_register(<<"${user}">>, <<"allmanna">>, <<"${PASSWORD}">>)`,
  );
  const first = await Ejabberd.start({ ...common, number: 1, before: [], after: register });
  const second = await Ejabberd.start({ ...common, number: 2, before: JOIN, after: [] });
  return { first, second, ca: authority.cert };
}

export const PASSWORD = 'test-only';

/** What `ejabberdctl join_cluster` does, less a start and a stop of the node before it. */
const JOIN = [
  'ok = mnesia:start()',
  "{ok, [_]} = mnesia:change_config(extra_db_nodes, ['node1@127.0.0.1'])",
  '{atomic, ok} = mnesia:change_table_copy_type(schema, node(), disc_copies)',
];

function erlangArguments(folder: string, { number, distributionPort, before, after }: NodeOptions): string[] {
  const evaluate = (code: readonly string[]) => ['-eval', `${code.join(', ')}.`];
  // Ends with the tests, even if these are killed.
  const endWithInput = 'spawn(fun() -> io:get_line(""), halt(0, [{flush, false}]) end)';
  return [
    ...['-noshell', '-name', `node${number}@127.0.0.${number}`, '-setcookie', 'test-only'],
    ...['-start_epmd', 'false', '-erl_epmd_port', String(distributionPort)],
    ...['-kernel', 'inet_dist_use_interface', `{127,0,0,${number}}`],
    ...['-mnesia', 'dir', `"${join(folder, 'mnesia')}"`],
    // Idle schedulers sleep at once: two nodes and a test share few cores.
    ...['+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none'],
    ...(before.length > 0 ? evaluate(before) : []),
    ...['-s', 'ejabberd'],
    ...evaluate([...after, `io:format("${UP}~n")`, endWithInput]),
  ];
}

function environment(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: folder,
    ERL_LIBS: erlangLibraries(),
    ERL_CRASH_DUMP: '/dev/null',
    EJABBERD_CONFIG_PATH: join(folder, 'ejabberd.yml'),
    EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
  };
}

/** Where Debian has them depends on the processor; ejabberdctl knows. */
function erlangLibraries(): string {
  const [, folder] = /^ERL_LIBS='(.+)'$/m.exec(readFileSync('/usr/sbin/ejabberdctl', 'utf8')) ?? [];
  if (folder === undefined) throw new Error('ejabberdctl does not say where Erlang’s libraries are');
  return folder;
}

async function up(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('its output is piped');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (line === UP) break;
  }
  if (said.at(-1) !== UP) throw new Error(`ejabberd ended at once: ${said.join('\n')}`);
  // What it says after that must not fill the pipe and stall it.
  child.stdout.resume();
}
