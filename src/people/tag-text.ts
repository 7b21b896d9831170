// What is said about tags.
import { defineTexts } from '../text/texts.ts';

export const tagTexts = defineTexts('tag', {
  en: {
    addSummary: 'give people a tag, such as vip',
    removeSummary: 'take a tag off people',
    listSummary: 'every tag; who has the one you name',
    added:
      '{count, plural, one {# person} other {# people}} got the tag {tag}; {total, plural, one {# has} other {# have}} it now.',
    addedNobody: 'All of them have the tag {tag} already, so nothing changed.',
    removed:
      'The tag {tag} is off {count, plural, one {# person} other {# people}}; {total, plural, =0 {nobody has} one {# still has} other {# still have}} it.',
    removedNobody: 'None of them has the tag {tag}, so nothing changed. “tag list {tag}” shows who does.',
    tag: '· {tag} · {count, plural, one {# person} other {# people}}',
    head: '{tag}: {count, plural, one {# person} other {# people}}',
    person: '· {identity} · {name}',
    more: '… and {count} more who got it earlier',
    none: 'There are no tags yet. Make the first one like this: tag add vip slack:U123',
    refuseTag:
      '“{tag}” cannot be a tag. Take letters, digits and hyphens, 40 at most, and no hyphen in front: vip, 2026-winner.',
    refuseNobody: 'Say who it is about, as platform:account: tag {verb} {tag} slack:U123',
    refuseUnknown: 'Nothing changed, because I have not met {identities} yet. Once they have written to me it works.',
    refuseNoSuchTag: 'Nobody has the tag {tag}. “tag list” shows every tag there is.',
  },
  'zh-CN': {
    addSummary: '给人加标签，例如 vip',
    removeSummary: '去掉人的标签',
    listSummary: '列出所有标签；写上标签则列出有它的人',
    added: '已给 {count, plural, other {#}} 人加上标签 {tag}，现在共有 {total, plural, other {#}} 人有它。',
    addedNobody: '他们都已经有标签 {tag}，无需更改。',
    removed:
      '已去掉 {count, plural, other {#}} 人的标签 {tag}，{total, plural, =0 {现在没有人有它} other {还有 # 人有它}}。',
    removedNobody: '他们都没有标签 {tag}，无需更改。发送 tag list {tag} 看看谁有。',
    tag: '· {tag} · {count, plural, other {#}} 人',
    head: '{tag}：{count, plural, other {#}} 人',
    person: '· {identity} · {name}',
    more: '……另有 {count} 人更早加上',
    none: '还没有标签。可以这样加第一个：tag add vip slack:U123',
    refuseTag: '“{tag}”不能作标签。请用字母、汉字、数字和连字符，最多 40 个，开头不用连字符，例如 vip、2026-winner。',
    refuseNobody: '请写明是谁，写成 平台:账号：tag {verb} {tag} slack:U123',
    refuseUnknown: '什么都没有改：我还不认识 {identities}。等他们给我发过消息，就可以了。',
    refuseNoSuchTag: '没有人有标签 {tag}。发送 tag list 查看所有标签。',
  },
});
