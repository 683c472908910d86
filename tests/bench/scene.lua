---One workspace under measurement: fresh processes, one live process, and the peers' programs.
local core = require('pursuit.core')
local place = require('place')
local sys = require('sys')

---@class bench.Scene
---@field place bench.Place
---@field ws table the live handle
local Scene = {}
Scene.__index = Scene
local M = {}

local ROOT = os.getenv('PURSUIT_ROOT')

---@param at bench.Place
---@return bench.Scene
function M.open(at)
  local scene = setmetatable({ place = at, ws = assert(core.open(at.dir)) }, Scene)
  scene.ws:set_cache(at.cache)
  return scene
end

function Scene:close()
  self.ws:close()
end

---As if Neovim had left and come again.
function Scene:reopen()
  self.ws:close()
  self.ws = assert(core.open(self.place.dir))
  self.ws:set_cache(self.place.cache)
end

---@param ok any
---@param what string
function Scene:must(ok, what)
  return ok or error(('%d deals: wrong answer: %s'):format(self.place.deals, what), 0)
end

---@param count integer
---@param wanted integer
function Scene:same(count, wanted, what)
  self:must(count == wanted, ('%s: %s, not %s'):format(what, count, wanted))
end

---A call in the live process.
---@return number milliseconds, any answer
function Scene:call(name, args)
  collectgarbage()
  local began = sys.now()
  local answer, message, code = self.ws:call(name, args)
  local took = sys.now() - began
  if answer == nil then
    error(('%d deals: %s: %s (%s)'):format(self.place.deals, name, message, code), 0)
  end
  return took, answer
end

---A call in a fresh process. `cold`: the index is not there.
---@return number milliseconds, integer count, number kilobytes the most that the process had
function Scene:ask(name, args, cold)
  if cold then
    sys.run({ 'rm', '-rf', self.place.cache .. '.cold' })
  end
  local cache = cold and self.place.cache .. '.cold' or self.place.cache
  local said = sys.read({ 'luajit', ROOT .. '/tests/bench/ask.lua', self.place.dir, cache, name, args })
  local ns, count, most = said:match('^(%d+) (%d+) (%d+)')
  return tonumber(ns) / 1e6, tonumber(count), tonumber(most)
end

---One of tests/bench/peer_*.c on this workspace.
---@return number milliseconds, integer count
function Scene:peer(name, ...)
  local ns, count = sys.read({ place.program(name), ... }):match('^(%d+) (%d+)')
  return tonumber(ns) / 1e6, tonumber(count)
end

---A program from start to end, in a folder.
---@return number milliseconds
function Scene:time(dir, ...)
  local took, code = self:peer('peer_time', dir, ...)
  self:must(code == 0, table.concat({ ... }, ' ') .. ' failed')
  return took
end

return M
