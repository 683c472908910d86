-- busted.lua SPEC: runs one spec with busted, TAP on stdout. The host is luajit or `nvim -l`; both see the plugin and what lies beside
-- the spec.
local root, spec = assert(os.getenv('PURSUIT_ROOT')), assert(arg[1])
local folder = spec:match('^(.*)/') or '.'

package.path = table.concat({
  root .. '/lua/?.lua',
  root .. '/lua/?/init.lua',
  root .. '/?.lua',
  folder .. '/?.lua',
  package.path,
}, ';')
package.cpath = root .. '/lua/?.so;' .. package.cpath
if vim then
  vim.opt.runtimepath:prepend(root)
end

-- A sanitized module needs its library in this process; git and other children, whose leaks are not ours, go without.
if not vim and os.getenv('LD_PRELOAD') then
  local ffi = require('ffi')
  ffi.cdef('int unsetenv(const char *)')
  ffi.C.unsetenv('LD_PRELOAD')
end

-- In `nvim -l` print goes to stderr, where a spec's output would not be seen as a comment of its test.
print = function(...) -- luacheck: ignore 121
  local words = {}
  for i = 1, select('#', ...) do
    words[i] = tostring((select(i, ...)))
  end
  io.write('# ', (table.concat(words, '\t'):gsub('\n', '\n# ')), '\n')
end

arg = { [0] = 'busted', '--output=tests/run/tap_output.lua', '--keep-going', '--', spec } -- luacheck: ignore 121
-- After a failure busted leaves by an error without a message.
local ok, message = pcall(require('busted.runner'), { standalone = false })
if not ok then
  io.stderr:write(message and tostring(message) .. '\n' or '')
  os.exit(1)
end
