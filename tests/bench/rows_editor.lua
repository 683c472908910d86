---What Neovim feels.
local place = require('place')
local sample = require('sample')
local sys = require('sys')

local M = {}

local ROOT, NVIM = os.getenv('PURSUIT_ROOT'), os.getenv('PURSUIT_NVIM')

local function nvim(...)
  return NVIM, '--clean', '--headless', '-n', '-i', 'NONE', ...
end

M.block = {
  what = 'longest block of the main loop, cold', most_ms = 10, grows = 'linear',
  measure = function(scene)
    sys.setenv('BENCH_WANTED', scene.place.open .. ' open')
    return sample.alone(5, function()
      sys.setenv('XDG_CACHE_HOME', scene.place.cache .. '.nvim')
      sys.run({ 'rm', '-rf', scene.place.cache .. '.nvim' })
      local said = sys.read({ 'sh', '-c', 'cd "$1" && shift && exec timeout 200 "$@" 2>&1', 'sh', scene.place.dir,
        nvim('--cmd', 'set rtp^=' .. ROOT, '-c', 'luafile ' .. ROOT .. '/tests/bench/block.lua') })
      local longest, right = said:match('\n(%d+) (%d)\r?\n')
      scene:must(right == '1', 'the board of the editor shows something else: ' .. said)
      return tonumber(longest) / 1e6
    end)
  end,
}

---Two Neovims of nothing but a runtimepath: with our plugin, and with an empty plugin file.
M.start = {
  what = "plugin's share of Neovim's start", against = 'empty plugin file', most_more = 0.3,
  measure = function(scene)
    local empty = place.base() .. '/empty'
    sys.run({ 'mkdir', '-p', empty .. '/plugin' })
    sys.write(empty .. '/plugin/pursuit.lua', '')
    local more, ours, peer = {}, {}, {}
    for run = 0, 60 do
      local a = scene:time('/', nvim('--cmd', 'set rtp^=' .. ROOT, '-c', 'qall!'))
      local b = scene:time('/', nvim('--cmd', 'set rtp^=' .. empty, '-c', 'qall!'))
      if run > 0 then
        more[run], ours[run], peer[run] = a - b, a, b
      end
    end
    local median, least, most = sample.middle(more)
    return { ours = (sample.middle(ours)), peer = (sample.middle(peer)), more = median, least = least, most = most, runs = 60 }
  end,
}

return M
