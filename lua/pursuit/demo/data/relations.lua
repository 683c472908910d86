---How relationships went: levels as they were assessed, who left, what somebody wrote down for the team alone.
return {
  levels = {
    {
      account = 'city-transit', by = 'li.wei',
      { -310, 'level-1', { en = 'they send tenders, we answer', zh = '对方发标，我方应标' } },
      { -150, 'level-2', { en = 'the incident report was shown to us first', zh = '事故报告先给我们看' } },
      { -58, 'level-3', { en = 'rehearsals together with operations', zh = '与运营部门联合演练' } },
    },
    {
      account = 'linjiang-telecom', by = 'li.wei',
      { -500, 'level-1', { en = 'offers on request', zh = '按要求报价' } },
      { -232, 'level-2', { en = 'contract signed; the director asked for our roadmap', zh = '合同签订，局长主动要我们的技术路线' } },
    },
  },
  left = {
    { 'zhu.jun', day = -34, by = 'chen.yu' },
  },
  private = {
    {
      'chen.gang', day = -39, by = 'li.wei', heading = { en = 'Private', zh = '私人' },
      text = {
        en = 'His father is in hospital: no calls after six. Not a word of it at the bureau.',
        zh = '父亲住院，晚上六点以后不要打电话；在局里不要提起。',
      },
    },
  },
}
