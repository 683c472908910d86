-- The overview as scripts get it.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

describe('the overview of a deal in a small profile', function()
  for lang, label in pairs({ en = 'Negotiation and signing', zh = '谈判签约' }) do
    it('names what is under no heading by its stage, ' .. lang, function()
      scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
      local w = scratch.workspace(lang)
      w.call('new', { title = 'Small', id = 'small', value = 5000 })
      w.call('new', { title = 'Large', id = 'large', profile = 'full' })
      local merged, found = nil, {}
      for _, stage in ipairs(w.call('overview', { id = 'small' }).stages) do
        for _, group in ipairs(stage.groups) do
          assert.not_equal('', #stage.groups > 1 and (group.label or '') or '-')
          found[group.label or ''] = group
          merged = group.label == label and stage or merged
        end
      end
      assert.equal('planning', merged.id)
      assert.equal(8, found[label].open)
      local alone = w.call('overview', { id = 'large' }).stages[4]
      assert.same({ 'negotiation', 1, '' }, { alone.id, #alone.groups, alone.groups[1].label or '' })
    end)
  end
end)
