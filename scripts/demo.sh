#!/bin/sh
# Read the bundled sample reports (or one article of the reader's own), store the claims in a ledger, and read them back.
# Usage: demo.sh DATELINE [ARTICLE]
set -eu
dateline=$1
article=${2:-}
ledger=out/demo.db
mkdir -p out
if [ -n "$article" ]; then
    ledger=out/article.db
    "$dateline" read "$article"
    "$dateline" add "$article" --ledger "$ledger"
else
    rm -f out/demo.db out/demo.db-wal out/demo.db-shm
    echo "The sample reports in samples/ are invented, written for this project." >&2
    "$dateline" add samples --ledger "$ledger"
fi
"$dateline" incidents --ledger "$ledger"
"$dateline" export jsonl "${ledger%.db}.jsonl" --ledger "$ledger"
first=$("$dateline" incidents --ledger "$ledger" --format csv | sed -n '2s/,.*//p')
if [ -n "$first" ] && [ -z "$article" ]; then
    "$dateline" show "$first" --ledger "$ledger"
fi
echo "ledger $ledger, export ${ledger%.db}.jsonl; look further with: $dateline show ID --ledger $ledger" >&2
