# What the module gives to and wants from the program that loads it. PURSUIT_MODULE: its path.
. tests/rules/tap.sh

# Darwin puts an underscore before every C name.
defined() {
  case $(uname -s) in
    Darwin) nm -gU "$PURSUIT_MODULE" | awk '{ sub(/^_/, "", $3); print $3 }' ;;
    *) nm -D --defined-only "$PURSUIT_MODULE" | awk '{ print $3 }' ;;
  esac
}

# Symbols that neither the module nor the libraries that it names provide: the host must have them.
wanted() {
  case $(uname -s) in
    Darwin) nm -gu "$PURSUIT_MODULE" | awk '{ sub(/^_/, ""); print }' | grep '^lua' ;;
    *) ldd -r "$PURSUIT_MODULE" 2>&1 | sed -n 's/^undefined symbol: *\([^ \t,]*\).*/\1/p' ;;
  esac
}

absent() {
  [ -f "$PURSUIT_MODULE" ] || echo "$PURSUIT_MODULE is not there"
}

foreign() {
  defined | grep -vx luaopen_pursuit_core
}

unexported() {
  defined | grep -qx luaopen_pursuit_core || echo 'luaopen_pursuit_core is missing'
}

not_lua() {
  wanted | grep -vE '^luaL?_'
}

lua_library() {
  ldd "$PURSUIT_MODULE" 2>/dev/null | grep -i lua
}

load() {
  luajit -e "assert(package.loadlib('$PURSUIT_MODULE', 'luaopen_pursuit_core'))()" 2>&1
}

# Another SQLite in the process, as a host or another plugin may bring one: every call of it would end the process.
impostor() {
  case $(uname -s) in Darwin) return ;; esac
  ldd "$PURSUIT_MODULE" | grep -q libsqlite3 && return # no archive to build in: the system's own is shared with everybody
  module=$(realpath "$PURSUIT_MODULE")
  dir=$(mktemp -d)
  for name in open open_v2 prepare_v2 prepare_v3 step exec close close_v2 config initialize; do
    echo "void sqlite3_$name(void) { __builtin_trap(); }"
  done | cc -shared -fPIC -x c -o "$dir/impostor.so" -
  (
    cd "$dir" && git init -q && git config user.name x && git config user.email x@example.com || exit
    XDG_CACHE_HOME="$dir/cache" LD_PRELOAD="$dir/impostor.so" luajit -e "
      local core = assert(package.loadlib('$module', 'luaopen_pursuit_core'))()
      assert(core.init('.', 'en'))
      local hits = assert(assert(core.open('.')):call('search', { query = 'stage' }))
      assert(#hits > 0, 'nothing found')" || echo "ended with $?"
  ) 2>&1
  rm -rf "$dir"
}

rule 'the module is built' absent
rule 'nothing is exported but luaopen_pursuit_core' foreign
rule 'luaopen_pursuit_core is exported' unexported
rule 'nothing but Lua is left to the host' not_lua
rule 'no Lua library is linked' lua_library
rule 'it loads in plain luajit' load
rule 'it works beside another SQLite' impostor
done_testing
