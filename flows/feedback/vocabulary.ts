// What words mean to similarity: those that say nothing, and those that say the same, in both languages. Data; a line is one meaning.
// Chinese words are found anywhere in a text, the longest first; English ones as whole words, `_` standing for a space.
// A word may stand in several lines: it then says all of that.
import { actMeanings } from './vocabulary-acts.ts';
import { commonMeanings } from './vocabulary-common.ts';
import { deviceMeanings } from './vocabulary-device.ts';
import { systemMeanings } from './vocabulary-system.ts';
import { thingMeanings } from './vocabulary-things.ts';

/** Said in any complaint: they part the words around them and are no terms themselves. */
export const silentWords: readonly string[] = `
的 了 吗 呢 吧 啊 呀 哦 嘛 啦 着 过 得 地 很 太 都 也 就 还 又 再 才 更 最 特别 非常 十分 严重 真的 实在 一直 总是 老是 总 老 经常 频繁 突然 忽然 莫名其妙 无缘无故 有时候 有时 偶尔 厉害 不停
我 你 他 她 它 我们 你们 他们 大家 官方 这个 那个 这 那 个 一个 有个 一些 什么 怎么 怎样 为什么 为何 哪里 几次 一会儿 一下 几个 时候 的时候 之后 以后 后 以前 之前 现在 今天 这次 里面
希望 建议 请问 请 求 能不能 可不可以 可以 能否 能 会 要 想要 想 是 是不是 有没有 在 有 和 与 或 跟 把 被 给 让 对 从 到 于 而 但 但是 却 因为 所以 如果 只能 只 时 里 上 下 等 比 那么 问题 有点 完 好 明明 根本 完全 知道 不知道
手机 机子 机器 机身 系统 功能 模式 界面上 正常 起来 出来 过来 人 面 点 去 来 出现 进行 使用 用 一打开就 一 不 没 没有 别人 人家
a an the and or but if of to in on at by for with from into as is are was were be been being am it its this that these those i me my we our us you your they them their he she
do does did done doing could would should shall may might must please just really very so too also only even still ever any some more most much
have has had having get gets got when while whenever since after before then than there here now today again what which who how why s ve re ll m d let want wish need would_like love like_to
though although because unless until every all several time times one up about take takes taking taken make makes making made going turns stay stays beyond out over already because_of during around between down random randomly suddenly constantly keep keeps keeping for_no_reason feature features mode modes function functions phone phones smartphone handset system completely properly away thing things something anything it_s went goes go`
  .trim()
  .split(/\s+/);

/** The first word names the meaning. */
export const meanings: readonly string[] = [
  deviceMeanings,
  systemMeanings,
  thingMeanings,
  actMeanings,
  commonMeanings,
].flatMap((lines) => lines.trim().split('\n'));
