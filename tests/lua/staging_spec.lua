-- Promise 4: what the user has staged or changed elsewhere is exactly as it was after every operation; refusals too.
local scratch = require('scratch')

local OPERATIONS = {
  { 'new', { title = 'New' } },
  { 'followup', { title = 'More', parent = 'deal' } },
  { 'add', { kind = 'person', title = 'Chen Gang' } },
  { 'review', { id = 'deal' } },
  { 'decide', { id = 'deal', decision = 'hold', reason = 'x' } },
  { 'advance', { id = 'deal', override = 'x' } },
  { 'back', { id = 'deal', reason = 'x' } },
  { 'cost', { id = 'deal', amount = 1, category = 'travel' } },
  { 'log', { id = 'deal', text = 'met' } },
  { 'visit', { id = 'deal' } },
  { 'refresh', { id = 'deal' } },
  { 'undo', { id = 'deal' } },
  { 'rename', { kind = 'account', id = 'acme', to = 'acme-2' } },
  { 'rename', { id = 'deal', to = 'moved' } },
  { 'rename', { id = 'moved', to = 'deal' } },
  { 'close', { id = 'deal', status = 'won', value = 5 } },
  { 'reopen', { id = 'deal' } },
  { 'close', { id = 'deal', status = 'lost', reason = 'price' } },
  { 'archive', { id = 'deal' } },
  { 'save', {} },
}

describe('the staging area and other edits', function()
  local w

  -- All that git says of the user's own work, byte for byte.
  local function theirs()
    return table.concat({
      w.status(),
      (scratch.git(w.dir, 'diff', '--cached', '--binary')),
      (scratch.git(w.dir, 'diff', '--binary')),
      (scratch.git(w.dir, 'ls-files', '--debug', '-s', 'added.txt', 'gone.txt')):gsub('ctime.-\n', ''),
    }, '\n')
  end

  before_each(function()
    w = scratch.workspace()
    w.call('add', { kind = 'account', id = 'acme', title = 'Acme' })
    w.call('new', { title = 'Deal', id = 'deal', account = 'acme', value = 10, profile = 'full' })
    w.call('new', { title = 'Other', id = 'other' })
    for _, name in ipairs({ 'changed.txt', 'both.txt', 'gone.txt', 'moved.txt' }) do
      scratch.write(w.dir .. '/' .. name, ('line of %s\n'):format(name):rep(5))
    end
    scratch.git(w.dir, 'add', '.')
    scratch.git(w.dir, 'commit', '-q', '-m', 'files')
    scratch.write(w.dir .. '/added.txt', 'new\n')
    scratch.write(w.dir .. '/both.txt', 'staged\n')
    scratch.git(w.dir, 'add', 'added.txt', 'both.txt')
    scratch.git(w.dir, 'rm', '-q', 'gone.txt')
    scratch.git(w.dir, 'mv', 'moved.txt', 'there.txt')
    scratch.write(w.dir .. '/wish.txt', 'wish\n')
    scratch.git(w.dir, 'add', '-N', 'wish.txt')
    scratch.write(w.dir .. '/both.txt', 'staged, then edited\n')
    scratch.write(w.dir .. '/changed.txt', 'edited\n')
    scratch.write(w.dir .. '/untracked.txt', 'untracked\n')
  end)

  it('are as they were after every operation', function()
    local before = theirs()
    assert.is_truthy(before:find('R  moved.txt -> there.txt', 1, true))
    for _, operation in ipairs(OPERATIONS) do
      w.call(operation[1], operation[2])
      assert.equal(before, theirs(), operation[1])
    end
  end)

  it('are as they were after a refusal, and the staged note is named', function()
    local folder = w.call('deal', { id = 'deal' }).folder
    for _, name in ipairs({ 'deal.md', 'costs.md', 'log.md' }) do
      local path = folder .. '/' .. name
      scratch.write(path, scratch.read(path) .. '\nmine\n')
      scratch.git(w.dir, 'add', path)
      local before, head = theirs(), w.head()
      local operation = ({ ['deal.md'] = OPERATIONS[6], ['costs.md'] = OPERATIONS[8], ['log.md'] = OPERATIONS[9] })[name]
      local code, message = w.fails(operation[1], operation[2])
      assert.equal('STAGED', code)
      assert.equal(path .. ': ', message:sub(1, #path + 2))
      assert.equal('STAGED', (w.fails('review', { id = 'deal' })))
      assert.equal(0, w.call('save', { paths = { path } }).commits)
      assert.equal(before, theirs())
      assert.equal(head, w.head())
      scratch.git(w.dir, 'reset', '-q', '--', path)
      scratch.git(w.dir, 'checkout', '-q', '--', path)
    end
  end)
end)
