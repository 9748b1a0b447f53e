// What usually goes wrong outside the project, told in a sentence each. The first match wins.
const causes = [
  [
    /ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED|ETIMEDOUT|ERR_SOCKET_TIMEOUT|fetch failed|dns error|error sending request|tcp connect error/i,
    "The package registry could not be reached. Look at the network connection (or the proxy and registry settings of npm), then run this again.",
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF|CERT_HAS_EXPIRED|invalid peer certificate/i,
    "The certificate of the package registry was not accepted. Behind a company proxy, NODE_EXTRA_CA_CERTS names the file with its certificate.",
  ],
  [/ENOSPC|no space left/i, "The disk is full."],
  [/EACCES|EPERM|permission denied/i, "A file could not be written; the folder, or npm's cache, belongs to someone else."],
  [
    /ERR_PNPM_OUTDATED_LOCKFILE|lockfile.*(not up to date|outdated)/i,
    "pnpm-lock.yaml does not match the package.json files. `npx -y pnpm@12.21.0 install` brings it up to date.",
  ],
  [/ENOENT.*\bnpx?\b|\bnpx?\b.*(not found|not recognized)/i, "npm was not found beside Node; install Node with npm."],
]

/** A sentence about the likely cause, or undefined where the output speaks for itself. */
export function explain(output) {
  return causes.find(([pattern]) => pattern.test(output))?.[1]
}
