---A deal as a whole; each line leads to the note that it is about.
local function command(name)
  return function()
    require('pursuit.command').run(name, {})
  end
end

return {
  call = 'overview',
  render = require('pursuit.render.overview').page,
  keys = function()
    return {
      { 'a', command('add'), 'key_add' },
      { 'e', command('set'), 'key_set' },
      { 'c', command('check'), 'key_check' },
      { 'm', command('map'), 'key_map' },
      { 'h', command('history'), 'key_history' },
      { 'r', command('review'), 'key_review' },
      { '>', command('advance'), 'key_advance' },
    }
  end,
}
