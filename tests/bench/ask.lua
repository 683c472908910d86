---luajit ask.lua DIR CACHE CALL ARGUMENTS: one call in a fresh process, from the opening of the workspace to its answer. Prints the nanoseconds, what
---was counted, and the most memory that the process had, in kB.
package.cpath = os.getenv('PURSUIT_ROOT') .. '/lua/?.so;' .. package.cpath
package.path = os.getenv('PURSUIT_ROOT') .. '/tests/bench/?.lua;' .. package.path
local core = require('pursuit.core')
local sys = require('sys')

local dir, cache, name, arguments = arg[1], arg[2], arg[3], assert(loadstring('return ' .. (arg[4] or '{}')))()
collectgarbage()
local began = sys.now()
local ws = assert(core.open(dir))
ws:set_cache(cache)
local answer, message, code = ws:call(name, arguments)
local took = sys.now() - began
if answer == nil then
  error(('%s: %s (%s)'):format(name, message, code), 0)
end
local most = sys.slurp('/proc/self/status'):match('VmHWM:%s*(%d+)')
print(('%.0f %d %s'):format(took * 1e6, answer.count or answer.notes or #answer, most))
ws:close()
