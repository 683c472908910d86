---Goals and plan of a deal; each line leads to its row.
return {
  call = 'plan',
  render = require('pursuit.render.plan').page,
}
