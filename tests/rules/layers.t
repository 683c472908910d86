# Which file may include, require or contain what.
. tests/rules/tap.sh

# The families of csrc/, lowest first: the folder, a name, and the patterns of the other files that belong to it. A family includes its own
# headers and those of the families above it in this list (which are the layers below); a file that belongs nowhere breaks the rule.
families='
ground    alloc
ground    str
ground    sha1
ground    width
ground    rune
ground    fold
ground    arena
ground    buf
ground    grid
ground    text
ground    error
ground    seek
ground    date
ground    when
ground    money
ground    filter    filter_*
ground    fs        fs_*
ground    version
ground    kind
ground    process_data
note      note      note_*
note      scalar
note      heading
note      field
note      privacy
process   process   process_* profile
process   rates
deal      deal      deal_* contact cost review
deal      entry     entry_*
deal      gate      gate_*
deal      target
deal      kinship
people    seller
people    person
people    chain     chain_*
money     forecast
money     spend     spend_*
money     gifts
money     weigh
money     payments
money     targets
money     load
money     calloff
agenda    control
agenda    agenda    agenda_*
agenda    charge
agenda    plan
agenda    ical
analysis  rivals
analysis  factors
analysis  swot
analysis  needs
analysis  flow
analysis  compliance
insight   movement
insight   observed  observed_*
insight   habits
insight   lessons
insight   summary   summary_*
insight   overview
meaning   meaning   meaning_*
diag      diag      diag_*
template  template  template_*
git       repo      repo_*
git       history   history_*
index     index     index_*
index     search    search_*
workspace workspace workspace_* ws_*
'
# What reads and writes the world. All others are pure: bytes and structs in, structs out.
impure='alloc date fs repo history index workspace'

c_files() {
  find csrc -path csrc/lua -prune -o \( -name '*.c' -o -name '*.h' \) -print | LC_ALL=C sort
}

# "rank folder/family" of the file with the stem $1; nothing where it has none.
layer_of() {
  stem=$1 rank=0
  echo "$families" | while read -r folder family others; do
    rank=$((rank + 1))
    set -f
    for pattern in $family $others; do
      # shellcheck disable=SC2254
      case $stem in $pattern) echo "$rank $folder/$family"; return ;; esac
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
    layer=$(layer_of "$(stem_of "$file")") folder=${layer#* }
    [ -n "$layer" ] || echo "$file is in no family"
    [ -z "$layer" ] || [ "${file%/*}" = "csrc/${folder%/*}" ] || echo "$file belongs into csrc/${folder%/*}"
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
    case " $impure " in *" ${family#*/} "*) continue ;; esac
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

rule 'every file of csrc/ belongs to a family, and lies in its folder' unlisted
rule 'includes point downwards' upward
rule 'lua.h is included in csrc/lua/ only' only_in '(luajit|lua|lauxlib|lualib)\.h' 'csrc/lua/.*'
rule 'git2.h is included by repo and history only' only_in 'git2(/.*)?\.h' 'csrc/git/.*'
rule 'sqlite3.h is included by index and search only' only_in 'sqlite3\.h' 'csrc/index/.*'
rule 'yaml.h and md4c.h are included by note only' only_in '(yaml|md4c)\.h' 'csrc/note/note.*'
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
