/** The output of `signoff-edge --help`. */
export const help = `signoff-edge serve [options]

Accepts workflow responses over HTTP at the contract's own path. When it is
ready, it prints one line of JSON: {"url":"http://127.0.0.1:8787"}

Options
  --upstream embedded  what records responses; embedded: the edge itself is the
                       system of record (default on loopback hosts)
  --host ADDRESS       address to listen on (default 127.0.0.1)
  --port NUMBER        port; 0 picks a free one (default 8787)
  --data FILE          stores everything in FILE (default: in memory only)
  --fixture FILE       fills an empty ledger from a JSON file
  -h, --help           prints this
  -v, --version        prints the version

Exit codes
  0  stopped by SIGTERM or SIGINT, all requests finished
  1  unexpected error
  2  the arguments, the fixture, the port or the data file cannot be used
`;
