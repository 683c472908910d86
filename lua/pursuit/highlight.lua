---Highlight groups: each links to a default one, so that every colour scheme fits, and may be set by the user.
local M = {}

local LINKS = {
  PursuitTitle = 'Title',
  PursuitStage = 'Statement',
  PursuitId = 'Identifier',
  PursuitNumber = 'Number',
  PursuitDim = 'Comment',
  PursuitReady = 'DiagnosticOk',
  PursuitMissing = 'DiagnosticWarn',
  PursuitWarn = 'DiagnosticWarn',
  PursuitError = 'DiagnosticError',
  PursuitMoved = 'Special',
  PursuitReview = 'Function',
  PursuitContact = 'String',
  PursuitMatch = 'Search',
}

function M.define()
  for name, link in pairs(LINKS) do
    vim.api.nvim_set_hl(0, name, { link = link, default = true })
  end
end

return M
