import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from './temp-folder.ts';

/** seccomp(2) at the start of the process, for it and all that it starts, as systemd does it: EPERM for each of these. */
const source = (names: readonly string[]) => `
#include <errno.h>
#include <stddef.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
static const unsigned refused[] = {
${names.map((name) => `#ifdef __NR_${name}\n__NR_${name},\n#endif`).join('\n')}
};
__attribute__((constructor)) static void confine(void) {
  enum { COUNT = sizeof refused / sizeof *refused };
  struct sock_filter filter[2 * COUNT + 2];
  unsigned short length = 0;
  filter[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (int at = 0; at < COUNT; at++) {
    filter[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[at], 0, 1);
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  }
  filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog program = {length, filter};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) __builtin_trap();
}
`;

/** The environment of a process that the kernel refuses these system calls; needs gcc. */
export function refusing(names: readonly string[]): Readonly<Record<string, string>> {
  const folder = tempFolder();
  const library = join(folder, 'refused-calls.so');
  writeFileSync(join(folder, 'refused-calls.c'), source(names));
  execFileSync('gcc', ['-shared', '-fPIC', '-o', library, join(folder, 'refused-calls.c')]);
  return { LD_PRELOAD: library };
}

/** What a unit takes away of @system-service, by systemd's own names; needs systemd-analyze. */
export function refusedBy(unitFile: URL): readonly string[] {
  const refused = new Set<string>();
  for (const [, without, names = ''] of readFileSync(unitFile, 'utf8').matchAll(/^SystemCallFilter=(~?)(.*)$/gm))
    for (const name of names.split(' ').flatMap(callsOf)) {
      if (without) refused.add(name);
      else refused.delete(name);
    }
  return [...refused];
}

function callsOf(name: string): readonly string[] {
  if (!name.startsWith('@')) return [name];
  const told = execFileSync('systemd-analyze', ['--no-pager', 'syscall-filter', name], { encoding: 'utf8' });
  const members = told
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
  return members.filter((member) => member !== '' && !member.startsWith('#')).flatMap(callsOf);
}
