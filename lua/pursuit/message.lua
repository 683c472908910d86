---The one exit for messages to the user.
local M = {}

local TITLE = { title = 'pursuit' }

---Text as it may be shown: on one line, without control characters and without those that turn the direction of writing.
---@param text string
---@return string
function M.clean(text)
  if not text:find('[^ -~]') then
    return text
  end
  text = text:gsub('[%z\1-\31\127]+', ' '):gsub('\194[\128-\159]', ' ')
  -- U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069; and the line and paragraph separators beside them
  text = text:gsub('\216\156', ''):gsub('\226\128[\142\143\168-\174]', ''):gsub('\226\129[\166-\169]', '')
  return text
end

---Text as it may stand in a statusline, winbar or tabline.
---@param text string
---@return string
function M.statusline(text)
  return (M.clean(text):gsub('%%', '%%%%'))
end

local GROUPS = { [vim.log.levels.WARN] = 'WarningMsg', [vim.log.levels.ERROR] = 'ErrorMsg' }

---Where Neovim's own `vim.notify` comes from, which differs by its version; '?' is compiled code without names.
local OWN = { 'vim/_editor', 'vim/_core', '?' }

---Whether messages go to the message line: nobody has put another `vim.notify` in place.
local function in_message_line()
  local source = type(vim.notify) == 'function' and debug.getinfo(vim.notify, 'S').source or ''
  return vim.iter(OWN):any(function(own)
    return source:find(own, 1, true) ~= nil
  end)
end

---Pieces of a text that fit into so many cells.
local function pieces(text, width)
  local found, piece = {}, ''
  for char in text:gmatch('[%z\1-\127\194-\255][\128-\191]*') do
    if vim.fn.strdisplaywidth(piece .. char) > width then
      found[#found + 1], piece = piece, ''
    end
    piece = piece .. char
  end
  found[#found + 1] = piece
  return found
end

---A message that is too long for its line would stop the user for a key: it is cut there, and stands whole in `:messages`, a piece a line.
local function notify(text, level)
  text = M.clean(text)
  if vim.fn.strdisplaywidth(text) <= vim.v.echospace or not in_message_line() then
    return vim.notify(text, level, TITLE)
  end
  for _, piece in ipairs(pieces(text, vim.v.echospace)) do
    vim.api.nvim_echo({ { piece } }, true, {})
    vim.cmd.redraw() -- else the next one would come below it, and ask for a key
  end
  vim.api.nvim_echo({ { require('pursuit.render.cells').fit(text, vim.v.echospace), GROUPS[level] } }, false, {})
end

---@param text string
function M.info(text)
  notify(text, vim.log.levels.INFO)
end

---@param text string
function M.warn(text)
  notify(text, vim.log.levels.WARN)
end

---@param text string
function M.error(text)
  notify(text, vim.log.levels.ERROR)
end

---Something takes its time. Stands in the message line until the next one, not in the history.
---@param text string
function M.progress(text)
  if vim.api.nvim_get_mode().mode:find('^[cr]') then
    return -- somebody is typing there
  end
  vim.api.nvim_echo({ { M.clean(text), 'PursuitDim' } }, false, {})
  vim.cmd.redraw()
end

---Takes the text of `progress` away.
function M.progress_done()
  vim.api.nvim_echo({ { '' } }, false, {})
end

return M
