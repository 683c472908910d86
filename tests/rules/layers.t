# Which file may include, require or contain what.
. tests/rules/tap.sh

# The families of csrc/, lowest first: a name and the patterns of the other files that belong to it. A family includes its own headers and
# those of the families above it in this list (which are the layers below); a file that belongs nowhere breaks the rule.
families='
alloc
str
sha1
width
rune
fold
arena
buf
grid
text
error
seek
date
when
money
filter    filter_*
fs        fs_*
version
kind
process_data
note      note_*
scalar
heading
field
privacy
process   process_* profile
rates
seller
deal      deal_* contact cost review
entry     entry_*
person
gate      gate_*
chain     chain_*
forecast
movement
observed  observed_*
habits
lessons
summary   summary_*
spend     spend_*
gifts
weigh
payments
targets
load
calloff
control
target
rivals
factors
swot
needs
meaning   meaning_*
agenda    agenda_*
charge
kinship
flow
compliance
plan
overview
ical
diag      diag_*
template  template_*
repo      repo_*
history   history_*
index     index_*
search    search_*
workspace workspace_* ws_*
'
# What reads and writes the world. All others are pure: bytes and structs in, structs out.
impure='alloc date fs repo history index workspace'

c_files() {
  find csrc -maxdepth 1 \( -name '*.c' -o -name '*.h' \) | LC_ALL=C sort
}

# "rank family" of the file with the stem $1; nothing where it has none.
layer_of() {
  stem=$1 rank=0
  echo "$families" | while read -r family others; do
    rank=$((rank + 1))
    set -f
    for pattern in $family $others; do
      # shellcheck disable=SC2254
      case $stem in $pattern) echo "$rank $family"; return ;; esac
    done
    set +f
  done
}

stem_of() {
  basename "$1" | sed 's/\..*//'
}

# "file:line header" of every include of the form $1 ('"' or '<') in the files given.
includes() {
  form=$1
  shift
  grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*$form" "$@" /dev/null |
    sed -E "s/^([^:]*:[0-9]+):.*$form(\.\.\/)?([^>\"]*)[>\"].*/\1 \3/"
}

unlisted() {
  c_files | while read -r file; do
    [ -n "$(layer_of "$(stem_of "$file")")" ] || echo "$file is in no family"
  done
}

upward() {
  # shellcheck disable=SC2046
  includes '"' $(c_files) | while read -r place header; do
    from=$(layer_of "$(stem_of "${place%%:*}")")
    to=$(layer_of "$(stem_of "$header")")
    if [ -z "$from" ] || [ -z "$to" ]; then
      echo "$place: it or $header is in no family"
    elif [ "${to#* }" != "${from#* }" ] && [ "${to% *}" -gt "${from% *}" ]; then
      echo "$place: ${from#* } includes $header, which lies above it"
    fi
  done
}

# Includes of the system header $1 outside the files that match $2 (extended regular expressions).
only_in() {
  find csrc -name '*.[ch]' | sort | xargs grep -nE "#[[:space:]]*include[[:space:]]*<($1)>" /dev/null | grep -vE "^($2):"
}

touches_world() {
  for file in $(c_files); do
    family=$(layer_of "$(stem_of "$file")")
    case " $impure " in *" ${family#* } "*) continue ;; esac
    grep -HnE '#[[:space:]]*include[[:space:]]*(<(fcntl|unistd|dirent|spawn|signal|pthread|sys/[a-z]*)\.h>|"fs\.h")' "$file"
    grep -HnE '\<(fopen|fread|getenv|system|popen|printf|puts|time)[[:space:]]*\(' "$file"
  done
}

# What plugin/pursuit.lua requires while it is sourced.
required_at_load() {
  cat >"$TMPDIR/probe.lua" <<'LUA'
local original = require
function require(name)
  io.write(name, '\n')
  return original(name)
end
vim.opt.runtimepath:prepend(os.getenv('PURSUIT_ROOT'))
vim.cmd.source(os.getenv('PURSUIT_ROOT') .. '/plugin/pursuit.lua')
assert(vim.fn.exists(':Pursuit') == 2, 'no :Pursuit')
for name in pairs(package.loaded) do
  if name:match('^pursuit') then
    io.write(name, ' is loaded\n')
  end
end
LUA
  "$PURSUIT_NVIM" -u NONE -i NONE -n -l "$TMPDIR/probe.lua" 2>&1
}

binding_internals() {
  includes '"' csrc/lua/*.c csrc/lua/*.h | grep -E ' (repo|history|note|process|index|search)_[a-z_]*\.h$'
}

drawers() {
  find csrc lua tests | grep -E '/(util|utils|misc|common|helpers?)(\.[a-z]+)?$'
}

outgrown() {
  find csrc lua plugin tests \( -name '*.[ch]' -o -name '*.lua' \) -exec wc -l {} + |
    awk '$2 != "total" && $1 > 600 { print $2 " has " $1 " lines" }'
}

requires_module() {
  grep -rnE "require[^a-z]+pursuit\.core['\"]" lua plugin | grep -v '^lua/pursuit/native\.lua:'
}

named_like_module() {
  ls -d lua/pursuit/core lua/pursuit/core.lua 2>/dev/null
}

requires_ffi() {
  grep -rnE "require[^a-z]+ffi['\"]" lua plugin
}

strangers() {
  ls -A | grep -vxE '\..*|csrc|lua|plugin|doc|tests|build|Makefile|README\.md|LICENSE'
}

rule 'every file of csrc/ belongs to a family' unlisted
rule 'includes point downwards' upward
rule 'lua.h is included in csrc/lua/ only' only_in '(luajit|lua|lauxlib|lualib)\.h' 'csrc/lua/.*'
rule 'git2.h is included by repo and history only' only_in 'git2(/.*)?\.h' 'csrc/(repo|history)[a-z_]*\.[ch]'
rule 'sqlite3.h is included by index and search only' only_in 'sqlite3\.h' 'csrc/(index|search)[a-z_]*\.[ch]'
rule 'yaml.h and md4c.h are included by note only' only_in '(yaml|md4c)\.h' 'csrc/note[a-z_]*\.[ch]'
rule 'pure modules touch nothing outside' touches_world
rule 'the binding includes no internals' binding_internals
rule 'no file is a drawer for anything' drawers
rule 'no file outgrows 600 lines' outgrown
rule 'plugin/pursuit.lua requires nothing at load' required_at_load
rule 'only lua/pursuit/native.lua requires the module' requires_module
rule 'no Lua file is named like the module beside it' named_like_module
rule 'no ffi' requires_ffi
rule 'the top level holds nothing else' strangers
done_testing
