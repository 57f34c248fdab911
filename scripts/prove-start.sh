#!/usr/bin/env bash
# Starts the program in a folder with `npm start -- --no-open`, asks for its page over HTTP with the printed address, and stops it.
set -u
folder=$1 log=$2
data=$(mktemp -d "${TMPDIR:-/tmp}/atlas-start-XXXXXX")
: >"$log"
( cd "$folder" && exec env ATLAS_DATA="$data" setsid npm start -- --no-open ) >"$log" 2>&1 </dev/null &
starter=$!
finish() {
  kill -TERM -- "-$starter" 2>/dev/null
  for _ in $(seq 150); do kill -0 -- "-$starter" 2>/dev/null || break; sleep 0.2; done
  kill -KILL -- "-$starter" 2>/dev/null
  rm -rf "$data"
}
trap finish EXIT
address=
for _ in $(seq 3000); do
  address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+/start/[A-Za-z0-9_-]+' "$log" | head -1)
  [ -n "$address" ] && break
  kill -0 "$starter" 2>/dev/null || { echo 'npm start ended before it printed its address.'; exit 1; }
  sleep 0.2
done
[ -n "$address" ] || { echo 'npm start printed no address within ten minutes.'; exit 1; }
"$folder/node_modules/.bin/node" --input-type=module - "$address" <<'SCRIPT'
const address = process.argv[2]
const first = await fetch(address, { redirect: 'manual' })
const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0]
const origin = new URL(address).origin
const page = await (await fetch(`${origin}/`, { headers: { cookie } })).text()
const token = /<meta name="atlas-token" content="([^"]+)"/.exec(page)?.[1] ?? ''
const answer = await (await fetch(`${origin}/call/project.status`, { method: 'POST', body: '{}', headers: { cookie, 'x-atlas-token': token, 'content-type': 'application/json' } })).text()
const line = JSON.parse(answer.trim().split('\n').at(-1))
console.log(`npm start answers: ${first.status}, a page of ${page.length} characters, project "${line.result?.title}"`)
process.exit(first.status === 303 && page.includes('id="root"') && line.result ? 0 : 1)
SCRIPT
