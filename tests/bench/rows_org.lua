---The notes of others: the same ones in Org, read by org-roam.
local org = require('org')
local sample = require('sample')
local sys = require('sys')

local M = {}

local ROAM = os.getenv('PURSUIT_ROOT') .. '/tests/bench/roam.el'

M.roam = {
  what = 'cold index', against = 'org-roam-db-sync, same notes in Org', faster = 100, at = 100,
  measure = function(scene)
    if os.execute([[emacs --batch --eval "(require 'org-roam)" >/dev/null 2>&1]]) ~= 0 then
      return 'no org-roam'
    end
    local dir = scene.place.dir .. '.org'
    local notes = org.write(scene.place.dir, dir)
    scene:same(notes, scene.place.notes, 'notes in Org')
    local pair = sample.pairs(2, function()
      local took, count = scene:ask('reindex', '{}', true)
      scene:same(count, notes, 'notes in the index')
      return took
    end, function(run)
      if run == 0 then
        return 1
      end
      os.remove(dir .. '.db')
      local said = sys.read({ 'sh', '-c', 'exec emacs --batch -l "$@" 2>/dev/null', 'sh', ROAM, dir, dir .. '.db' })
      local seconds, nodes = said:match('([%d.]+) (%d+)\n$')
      scene:same(tonumber(nodes), notes, 'nodes of org-roam')
      return tonumber(seconds) * 1000
    end)
    sys.run({ 'rm', '-rf', dir, dir .. '.db' })
    return pair
  end,
}

return M
