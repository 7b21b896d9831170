// Which meanings are of one kind: whoever speaks of one may mean what others call the next. Data; a line is a family, its name first.

export const families: readonly string[] = `
power battery drain charge wireless powersave powerbank heat temperature idle cable port plug
picture camera photo front gallery video blur focus zoom flash portrait beauty moon shutter watermark shaky slowmotion timelapse exposure
display screen brightness flicker refreshrate colour line black dark eyes sunlight
touching touch press gesture accidental button doubletap navbar back_step raise
sounding sound volume noise quality speaker microphone hear earphone music record voice_message play bass anc dolby lyrics
calling call ring ringtone contacts number spam intercept callrecord sim microphone hear
radio wifi router signal network speed offline hotspot roaming fiveg vpn datausage bluetooth connect disconnect airplane
place position navigate map compass line_through distance trafficlight
telling notify message alarm voice_message sms email app_badge ring announce
stopping pause ended stuck disconnect close crash interrupted kill restart timeout leave half lost overlap
failing fail lost wrong damaged error_code garbled stuck crash empty loose
slowness slow lag stuck loading wait
little low few small short short_count reduce
much high many large exaggerate full long twice
writing font keyboard suggestion handwriting word garbled language translate notepad
account_things account login logout password code register verify realname bind locked hacked deregister avatar
keeping file storage memory backup cloud sync migrate download upload save restore history output
shopping order buy cart stock deposit ship address refund exchange tradein signed shop
money price pay refund coupon bill deposit points wallet reward priceguard redeem
household vacuum mop dock washer fridge cooker air fan purifier humidifier lamp curtain socket_smart lock bell kettle smarthome automation
wearing band watch strap face heartrate oxygen sleep steps_taken run ride swim workout calories weight
community_things post comment thumbs_up follow friend group topic moderator draft community avatar
contest quiz answer vote prize event ended beta apply review result rules quota timeout
look theme icon wallpaper font colour ugly beautiful animation custom homescreen widget folder lockscreen
moment clocktime timezone clock schedule seconds minutes hours day yesterday morning weeks early postpone calendar
changing change adjust custom choose edit arrange move
window_things window split hide_by overlap horizontal screen
identity fingerprint facial unlock recognise lock password`
  .trim()
  .split('\n');

const familiesOf = new Map<string, string[]>();
for (const line of families) {
  const [family, ...members] = line.split(' ');
  for (const meaning of members) familiesOf.set(`=${meaning}`, [...(familiesOf.get(`=${meaning}`) ?? []), family!]);
}

/** The families of the meanings among these terms. */
export function familiesIn(terms: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const term of terms) for (const family of familiesOf.get(term) ?? []) found.add(family);
  return found;
}

/** Whether a term is of one kind with a meaning of these families. */
export function isRelated(term: string, families: ReadonlySet<string>): boolean {
  return (familiesOf.get(term) ?? []).some((family) => families.has(family));
}
