/** Names as words: cut, in the singular, abbreviations written out, and how near two words are in meaning. */

/** Abbreviations of general English and commerce, as the word they stand for. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    addr: 'address',
    acct: 'account',
    amt: 'amount',
    bal: 'balance',
    cat: 'category',
    ccy: 'currency',
    cnt: 'count',
    cur: 'currency',
    curr: 'currency',
    cust: 'customer',
    dept: 'department',
    desc: 'description',
    descr: 'description',
    disc: 'discount',
    dob: 'birthday',
    doc: 'document',
    ean: 'barcode',
    emp: 'employee',
    exp: 'expiry',
    ext: 'external',
    freq: 'frequency',
    fname: 'firstname',
    gtin: 'barcode',
    img: 'image',
    inv: 'invoice',
    lang: 'language',
    lat: 'latitude',
    lname: 'lastname',
    lng: 'longitude',
    lon: 'longitude',
    max: 'maximum',
    min: 'minimum',
    msg: 'message',
    no: 'number',
    nr: 'number',
    num: 'number',
    org: 'organization',
    pct: 'percent',
    pmt: 'payment',
    po: 'purchase order',
    pos: 'position',
    prod: 'product',
    pwd: 'password',
    qty: 'quantity',
    ref: 'reference',
    tel: 'phone',
    ts: 'time',
    txn: 'transaction',
    upc: 'barcode',
    uri: 'url',
    wt: 'weight',
    zipcode: 'zip',
    postcode: 'postal',
    postalcode: 'postal',
    organisation: 'organization',
    organisational: 'organization',
    cancelled: 'canceled',
    colour: 'color',
    catalogue: 'catalog',
    favourite: 'favorite',
    licence: 'license',
  }),
);

/** Words that different systems use for one thing, in general English and commerce. The number: how surely they mean the same. */
const SYNONYMS: readonly (readonly [likeness: number, words: string])[] = [
  [0.95, 'zip postal'],
  [0.95, 'phone telephone'],
  [0.9, 'email mail'],
  [0.95, 'quantity units'],
  [0.8, 'quantity count'],
  [0.9, 'surname lastname familyname family last'],
  [0.9, 'forename firstname givenname given first'],
  [0.85, 'city town locality'],
  [0.8, 'state region province county'],
  [0.8, 'street line address'],
  [0.9, 'company organization business'],
  [0.75, 'company legal'],
  [0.8, 'customer client contact account buyer payer member'],
  [0.8, 'vendor supplier seller'],
  [0.85, 'invoice bill'],
  [0.8, 'order purchase'],
  [0.75, 'order deal sale opportunity'],
  [0.9, 'item product article'],
  [0.75, 'item sku'],
  [0.75, 'product sku'],
  [0.85, 'line item position row entry detail'],
  [0.8, 'price cost'],
  [0.7, 'amount total sum value'],
  [0.7, 'total gross'],
  [0.7, 'amount gross'],
  [0.7, 'amount price'],
  [0.8, 'note memo comment remark'],
  [0.75, 'description note title'],
  [0.6, 'description name'],
  [0.75, 'name title label'],
  [0.85, 'url link href website'],
  [0.8, 'date time on at timestamp day'],
  [0.8, 'created create date'],
  [0.75, 'created issued issue posted placed'],
  [0.8, 'updated modified changed'],
  [0.7, 'closed completed finished ended end'],
  [0.75, 'start begin from'],
  [0.75, 'due expected payable'],
  [0.8, 'language locale'],
  [0.8, 'id identifier key'],
  [0.75, 'id reference external'],
  [0.65, 'id number code'],
  [0.75, 'reference number'],
  [0.6, 'number code'],
  [0.7, 'idempotency id event'],
  [0.75, 'tax vat gst'],
  [0.75, 'status state stage'],
  [0.6, 'status lifecycle'],
  [0.7, 'type kind category'],
  [0.75, 'role function position'],
  [0.85, 'salutation honorific'],
  [0.7, 'salutation title prefix'],
  [0.75, 'payment charge transaction'],
  [0.7, 'payment intent'],
  [0.75, 'ship shipping delivery deliver shipment'],
  [0.75, 'billing invoice'],
  [0.8, 'employee staff worker'],
  [0.75, 'employee owner salesperson seller agent'],
  [0.75, 'owner salesperson representative'],
  [0.75, 'picture image photo'],
  [0.7, 'frequency period cadence interval term'],
  [0.75, 'active enabled'],
  [0.75, 'attribute field property custom'],
  [0.7, 'plan subscription'],
  [0.7, 'birthday birth'],
  [0.75, 'person contact people'],
];

const LIKENESS: ReadonlyMap<string, ReadonlyMap<string, number>> = likenessTable();

function likenessTable(): Map<string, Map<string, number>> {
  const table = new Map<string, Map<string, number>>();
  const put = (from: string, to: string, likeness: number): void => {
    const row = table.get(from) ?? new Map<string, number>();
    table.set(from, row.set(to, Math.max(likeness, row.get(to) ?? 0)));
  };
  for (const [likeness, words] of SYNONYMS) {
    const group = words.split(' ');
    for (const from of group) for (const to of group) if (from !== to) put(from, to, likeness);
  }
  return table;
}

/** Words that say nothing about which field it is. */
const FILLERS = new Set([
  'the',
  'a',
  'an',
  'of',
  'is',
  'has',
  'to',
  'for',
  'and',
  'or',
  'in',
  'by',
  'data',
  'info',
  'object',
  'attributes',
  'details',
  'list',
]);

const MAX_WORDS = 12;

/** `unitNetPrices`, `unit_net_price`: unit, net, price. Never empty but for an empty name. */
export function wordsOf(name: string): readonly string[] {
  const raw = name
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
    .flatMap((word) => plainWord(word).split(' '));
  const telling = raw.filter((word) => !FILLERS.has(word));
  return telling.length > 0 ? telling : raw;
}

/** In the singular, and written out. */
function plainWord(word: string): string {
  const whole = ABBREVIATIONS.get(word) ?? word;
  const one = singular(whole);
  return ABBREVIATIONS.get(one) ?? one;
}

function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|z)es$/.test(word)) return word.slice(0, -2);
  if (word === 'addresses') return 'address';
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** From 0 to 1: 1 for one word, the table's likeness for synonyms, something for a shared beginning or a slip. */
export function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const known = LIKENESS.get(a)?.get(b);
  if (known !== undefined) return known;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 4 && long.startsWith(short)) return 0.7;
  if (short.length >= 4 && long.endsWith(short)) return 0.6;
  return 0;
}
