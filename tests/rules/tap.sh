# Sourced by the rules: `rule NAME COMMAND …` holds when the command prints nothing; what it prints breaks the rule. `done_testing` ends.
count=0
broken=0

rule() {
  name=$1
  shift
  count=$((count + 1))
  offenders=$("$@")
  if [ -z "$offenders" ]; then
    echo "ok $count - $name"
  else
    broken=$((broken + 1))
    echo "not ok $count - $name"
    echo "$offenders" | sed 's/^/# /'
  fi
}

done_testing() {
  echo "1..$count"
  exit $((broken > 0))
}
