---Where it is measured: generated workspaces on a file system in memory, each with a cache of its own.
local sys = require('sys')
local M = {}

local PROGRAMS = os.getenv('PURSUIT_ROOT') .. '/' .. (os.getenv('BUILD') or 'build') .. '/tests/bench/'
local MOST_COMMITS, COMMITS_PER_DEAL = 20000, 20

---@class bench.Place
---@field deals integer
---@field dir string the workspace
---@field cache string
---@field other string a second copy, in which git works
---@field notes integer
---@field open integer
---@field won integer
---@field commits integer
---@field folder string of the deal with the longest history
---@field took number

---@return string dir that .ci/bench has made, and removes, string kind of its file system
function M.base()
  local base = assert(os.getenv('BENCH_DIR'))
  return base, (sys.read({ 'stat', '-f', '-c', '%T', base }):gsub('\n', ''))
end

---@param name string
---@return string path of a program of tests/bench
function M.program(name)
  return PROGRAMS .. name
end

---@param deals integer
---@return bench.Place
function M.make(deals)
  local dir = M.base() .. '/' .. deals
  local began = sys.now()
  local commits = math.min(MOST_COMMITS, deals * COMMITS_PER_DEAL)
  local said = sys.read({ M.program('gen'), dir, deals, commits, 'en', 1 })
  local notes, made, open, won, count, folder = said:match('^(%d+) (%d+) (%d+) (%d+) (%d+) (.-)\n')
  assert(tonumber(made) == deals, said)
  return {
    deals = deals, dir = dir, cache = dir .. '.cache', notes = tonumber(notes), open = tonumber(open), won = tonumber(won),
    commits = tonumber(count), folder = folder, took = sys.now() - began,
  }
end

---The same files in the same repository, for git to work in.
---@param place bench.Place
function M.copy(place)
  place.other = place.dir .. '.git-only'
  sys.run({ 'cp', '-a', place.dir, place.other })
  sys.run({ 'git', '-C', place.other, 'update-index', '-q', '--refresh' })
end

---@param place bench.Place
function M.forget(place)
  sys.run({ 'rm', '-rf', place.dir, place.cache, place.other or place.cache })
end

return M
