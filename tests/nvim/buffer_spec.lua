local buffer = require('pursuit.buffer')
local children = require('child')
local overlay = require('pursuit.overlay')

local path

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

---Opens a file with this text in the current window.
local function open(text)
  path = children.folder() .. '/note.md'
  children.write(path, text)
  buffer.open(path)
  return vim.api.nvim_get_current_buf()
end

---Changes the file as the core would.
local function change(text)
  children.write(path, text)
  vim.uv.fs_utime(path, os.time() + 5, os.time() + 5)
  buffer.refresh({ path })
end

describe('a buffer whose file changed', function()
  after_each(function()
    vim.cmd('silent! %bwipeout!')
  end)

  it('shows the new text and is not modified', function()
    local buf = open('a\nb\nc\n')
    change('a\nB\nc\nd\n')
    assert.same({ 'a', 'B', 'c', 'd' }, lines())
    assert.is_false(vim.bo[buf].modified)
  end)

  it('keeps cursor, marks and undo', function()
    local buf = open('one\ntwo\nthree\nfour\n')
    vim.api.nvim_win_set_cursor(0, { 3, 2 })
    vim.api.nvim_buf_set_mark(buf, 'a', 2, 1, {})
    vim.api.nvim_buf_set_mark(buf, 'b', 4, 0, {})
    change('zero\none\ntwo!\nthree\nfour\n')
    assert.same({ 4, 2 }, vim.api.nvim_win_get_cursor(0))
    assert.equal(3, vim.api.nvim_buf_get_mark(buf, 'a')[1])
    assert.equal(5, vim.api.nvim_buf_get_mark(buf, 'b')[1])
    vim.cmd('silent undo')
    assert.same({ 'one', 'two', 'three', 'four' }, lines())
    assert.is_true(vim.bo[buf].modified, 'undoing differs from the file')
    vim.cmd('silent redo')
    assert.is_false(vim.bo[buf].modified)
  end)

  it('keeps folds that were made by hand', function()
    open('1\n2\n3\n4\n5\n6\n')
    vim.wo.foldmethod = 'manual'
    vim.cmd('2,4fold')
    change('0\n1\n2\n3\n4\n5\n6!\n')
    assert.equal(3, vim.fn.foldclosed(4))
    assert.equal(5, vim.fn.foldclosedend(4))
  end)

  it('is not asked about, nor read again, later', function()
    local buf = open('a\n')
    local asked = 0
    change('b\n')
    vim.api.nvim_create_autocmd('FileChangedShell', { buffer = buf, callback = function() asked = asked + 1 end })
    vim.bo[buf].autoread = false
    vim.cmd('checktime')
    assert.equal(0, asked)
  end)

  it('keeps its own setting of autoread', function()
    local buf = open('a\n')
    change('b\n')
    assert.is_nil(vim.api.nvim_get_option_value('autoread', { buf = buf }))
  end)

  it('is left alone when it has unsaved changes', function()
    local buf = open('a\n')
    vim.api.nvim_buf_set_lines(buf, 0, -1, false, { 'mine' })
    change('b\n')
    assert.same({ 'mine' }, lines())
  end)

  it('comes without a final newline, with CRLF, with a BOM', function()
    local buf = open('a\r\nb\r\n')
    change('a\r\nc\r\n')
    assert.same({ 'a', 'c' }, lines())
    assert.equal('dos', vim.bo[buf].fileformat)
    change('a\r\nc')
    assert.is_false(vim.bo[buf].endofline)
    buf = open('\239\187\191a\n')
    change('\239\187\191b\n')
    assert.same({ 'b' }, lines())
    assert.is_false(vim.bo[buf].modified)
  end)

  it('is closed when the file is gone and no window shows it', function()
    local buf = open('a\n')
    local gone = path
    open('b\n')
    os.remove(gone)
    buffer.refresh({ gone })
    assert.is_false(vim.api.nvim_buf_is_valid(buf))
  end)

  it('stays in its window when the file is gone, without a question later', function()
    local buf = open('a\n')
    os.remove(path)
    buffer.refresh({ path })
    assert.is_true(vim.api.nvim_buf_is_valid(buf))
    vim.v.errmsg = ''
    vim.cmd('checktime')
    assert.equal('', vim.v.errmsg)
  end)

  it('follows a file that moved', function()
    open('a\nb\n')
    vim.api.nvim_win_set_cursor(0, { 2, 0 })
    local from = vim.fs.dirname(path)
    vim.uv.fs_rename(from, from .. '-new')
    buffer.follow(from, from .. '-new')
    assert.equal(from .. '-new/note.md', vim.api.nvim_buf_get_name(0))
    assert.same({ 2, 0 }, vim.api.nvim_win_get_cursor(0))
  end)

  it('is refreshed by random changes to just what the file holds', function()
    math.randomseed(7)
    local text = {}
    for i = 1, 30 do
      text[i] = 'line ' .. i
    end
    open(table.concat(text, '\n') .. '\n')
    for _ = 1, 60 do
      for _ = 1, math.random(1, 5) do
        local at = math.random(1, #text + 1)
        local what = math.random(3)
        if what == 1 then
          table.insert(text, at, 'new ' .. math.random(100) .. ' 云南')
        elseif at <= #text and what == 2 then
          text[at] = text[at]:sub(1, math.random(0, #text[at])):gsub('[\128-\255]+$', '') .. '变'
        elseif at <= #text and #text > 1 then
          table.remove(text, at)
        end
      end
      change(table.concat(text, '\n') .. '\n')
      assert.same(text, lines())
    end
  end)
end)

describe('the overlay', function()
  after_each(function()
    vim.cmd('silent! %bwipeout!')
  end)

  it('is the text that writing would give', function()
    for _, text in ipairs({ 'a\nb\n', 'a\r\nb\r\n', '\239\187\191a\n', 'a\0b\n', '云南\n' }) do
      local buf = open(text)
      assert.equal(text, overlay.text(buf))
    end
  end)

  it('holds modified buffers of the workspace only, by their real path', function()
    open('a\n')
    local root = vim.fs.dirname(path)
    assert.same({}, overlay.collect(root))
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'b' })
    assert.same({ [path] = 'b\n' }, overlay.collect(root))
    assert.same({}, overlay.collect(root .. '/other'))
  end)

  it('sees through a link to the workspace', function()
    open('a\n')
    local root = vim.fs.dirname(path)
    local link = children.folder() .. '/link'
    vim.uv.fs_symlink(root, link)
    vim.cmd('silent! %bwipeout!')
    buffer.open(link .. '/note.md')
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'b' })
    assert.same({ [root .. '/note.md'] = 'b\n' }, overlay.collect(root))
  end)

  it('leaves out buffers that are no files', function()
    local buf = vim.api.nvim_create_buf(true, false)
    vim.api.nvim_buf_set_lines(buf, 0, -1, false, { 'x' })
    vim.api.nvim_buf_set_name(buf, 'pursuit:///w/board')
    assert.same({}, overlay.collect('/w'))
    assert.is_nil(overlay.path(buf))
  end)
end)
