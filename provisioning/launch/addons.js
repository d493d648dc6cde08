import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.js';

/** The packages that bring C++ and no program of it: what each is compiled with. Paths are below `node_modules`. */
export const ADDONS = {
  smartcard: {
    sources: '.cpp',
    output: 'smartcard/build/Release/smartcard_napi.node',
    flags: ['-std=c++17', '-DNAPI_VERSION=8', '-DNAPI_CPP_EXCEPTIONS'],
    headers: 'smartcard/node_modules/node-addon-api',
    systemHeaders: 'PCSC',
    libraries: ['-lpcsclite', '-lpthread'],
  },
  'node-libgpiod': {
    sources: '.cc',
    output: 'node-libgpiod/build/Release/node-libgpiod.node',
    flags: ['-std=c++20', '-w'],
    headers: 'nan',
    libraries: ['-lgpiod'],
  },
  epoll: {
    sources: '.cc',
    output: 'epoll/build/Release/epoll.node',
    flags: ['-std=c++20', '-w'],
    headers: 'nan',
    libraries: [],
  },
};

export const sourcesOf = (name) => inRoot('node_modules', name, 'src');

/**
 * How g++ makes the addon of this package. `nodeHeaders`: the folder of node.h; `system`: where /usr of the machine it
 * is for lies; `triplet`: that machine's name, when it is not this one.
 */
export function compilerArguments(name, { nodeHeaders, system = '/', triplet = null, output }) {
  const { sources, flags, headers, systemHeaders = '', libraries } = ADDONS[name];
  const files = readdirSync(sourcesOf(name))
    .filter((file) => file.endsWith(sources))
    .sort();
  return [
    ...['-O2', '-fPIC', '-shared', ...flags],
    ...[nodeHeaders, inRoot('node_modules', headers)].map((folder) => `-I${folder}`),
    // After the compiler's own: those of a whole other /usr must not come before them.
    ...['-idirafter', join(system, 'usr/include', systemHeaders)],
    ...files.map((file) => join(sourcesOf(name), file)),
    ...(triplet === null ? [] : [`-L${join(system, 'usr/lib', triplet)}`]),
    ...['-o', output, ...libraries],
  ];
}
