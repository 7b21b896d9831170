// What is said about personal codes.
import { defineTexts } from '../text/texts.ts';

export const codeTexts = defineTexts('code', {
  en: {
    mineSummary: 'your personal code: with it you keep your points when your account here changes',
    iamSummary: '“iam CODE” from your new account brings everything over from the old one',
    mine: 'Your code: {code}\nWrite it down and show it to nobody. Should this account change, write to me from the new one: iam {code}\nAsking again makes a new code, and this one void.',
    back: 'Welcome back, {name}. Your points, settings and rights are here now.\nThat code is used up; your new one: {code}',
    backHere: 'Welcome back, {name}. Everything you had is here now; your new code comes in a direct message.',
    already: 'That is the code of this very account, so there is nothing to bring over. It stays as it is.',
    wrong: 'That code is nobody’s: it was used already, or a newer one replaced it. Please look for a newer one.',
    refuseSlip: 'There is a slip in that code: a letter is wrong, missing or too many. Please compare it once more.',
    refuseNoCode:
      'Write your code behind it, like “iam ABCD-EFGH-KLMN”. You got it when you wrote “mycode” from the old account.',
    refuseTooMany: 'That were {most} wrong codes within an hour. You can try again {until}.',
    refuseRoom: 'In a room everybody would read your code. Write “mycode” to me in a direct message.',
    refuseStable: 'Your account stays the same here, so you need no code.',
    refuseNoKey: 'Codes cannot be made here yet. Please tell staff that CANYU_SECRET is not set.',
  },
  'zh-CN': {
    mineSummary: '领取个人口令：账号变了，积分也能带走',
    iamSummary: '换了新账号后发送「我是 口令」，把原来的一切带过来',
    mine: '你的口令：{code}\n请记好，不要给别人看。如果这里的账号变了，用新账号发给我：我是 {code}\n再领一次会换新口令，这个就作废了。',
    back: '欢迎回来，{name}。积分、设置和权限都在这里了。\n刚才的口令已用掉，新口令是：{code}',
    backHere: '欢迎回来，{name}。原来的一切都在这里了，新口令私聊发给你。',
    already: '这就是当前账号的口令，没有需要带过来的。口令照旧有效。',
    wrong: '这个口令对不上任何人：可能已经用过，或被更新的口令代替了。请找找更新的那个。',
    refuseSlip: '口令里有笔误：错了、少了或多了一个字符。请再核对一遍。',
    refuseNoCode: '请在后面写上口令，例如「我是 ABCD-EFGH-KLMN」。口令是用旧账号发送「我的口令」时领到的。',
    refuseTooMany: '一小时内已经错了 {most} 次。{until} 之后可以再试。',
    refuseRoom: '在群里大家都会看到你的口令。请私聊我发送「我的口令」。',
    refuseStable: '你在这里的账号不会变，不需要口令。',
    refuseNoKey: '这里暂时不能发口令，请告诉工作人员：还没有设置 CANYU_SECRET。',
  },
});
