"""The grammar of one party: title? body (field | place | name | of-phrase | relative clause)*.

A party is one entry of a printed list: a body with its name ("Sở Y tế"), a title with its body ("Chủ tịch UBND các huyện"), kinds under
one "các" ("các sở, ban, ngành tỉnh"), a shared noun with its names ("các Sở: Tài chính, Nội vụ"). It ends at a closed class (sign,
auxiliary, adverb, preposition of the clause) or a known verb; what the grammar does not know behind a complete party is left to the clause.
"""

from __future__ import annotations

from tasks.nouns import enterprises, naming, obliged, signs, trades, which
from tasks.nouns.titles import is_pair
from tasks.rules.engine import Grammar, Node, Parse, Rule

ONE_NAME = 2
"""Fields that "và" joins into the name of one part of a body."""
_INNER_PARTS = frozenset(("phòng", "khoa", "ban", "tổ", "đội", "bộ", "trung", "bệnh", "chi"))
"""First syllables of nouns of parts of bodies and of those below a department: each bears a name that only it has."""


def _governs(parse: Parse, node: Node) -> bool:
    """A title alone is a party where it is no verb of the clause ("lãnh đạo") and printed with a capital."""
    titles = node.child("titles")
    if titles is None or parse.tag("verb", titles.start) is not None:
        return False
    return parse.tokens[titles.start].is_capital or titles.end > titles.start + 1


def _is_of_people(parse: Parse, node: Node) -> bool:
    """Only people need no word between them and their body: "thành viên Ban Chỉ đạo", "đại biểu Hội đồng nhân dân"."""
    return any(parse.tag("people", at) == node.start for at in range(max(0, node.start - 4), node.start))


def _is_owned(parse: Parse, node: Node) -> bool:
    """Whether a phrase belongs to the party: one with "trong", "tại", "ở" only where a place follows ("các đơn vị trong tỉnh")."""
    if parse.folded(node.start) not in {"trong", "tại", "ở"}:
        return True
    inside = node.children[0] if node.children else None
    if inside is not None and parse.folded(node.start) == "trong" and inside.rule in _WITHIN and _acts_behind(parse, node.end):
        return True
    return (
        bool(node.children)
        and node.children[0].rule in ("owner-places", "owner-body", "owner-chain", "owner-kind")
        and _is_place(parse, node)
    )


_WITHIN = ("owner-kind", "owner-body")


def _acts_behind(parse: Parse, at: int) -> bool:
    """Whether the clause goes on with its task: then "trong chi bộ" in front of it says which members are meant."""
    return parse.begins(at, "adverb", "auxiliary", "duty", "verb")


def _is_place(parse: Parse, node: Node) -> bool:
    return any(parse.begins(at, "level", "place") for at in (node.start + 1, node.start + 2))


def _is_in_apposition(parse: Parse, node: Node) -> bool:
    """Whether a post says who a person is: behind a dash, or behind a comma where the person has no title of his own."""
    post = node.child("post")
    return post is not None and (parse.folded(post.start) == "-" or parse.folded(node.start) in {"ông", "bà", "thầy", "đồng", "đ"})


def _is_office(parse: Parse, node: Node) -> bool:
    """Whether a name is that of an office, so that its holder's name may follow: "Phó Thủ tướng Chính phủ Trần Văn An"."""
    return parse.folded(node.start) in {"phó", "thủ", "tổng", "chủ"}


def items_of(shared: Node) -> list[Node]:
    """The names behind a shared noun, in order."""
    return [c.children[0] if c.rule == "wide-item" else c for c in shared.children if c.name in ("item", "wide")]


def many_levels(noun: str) -> bool:
    """Whether a shared noun names several levels ("tỉnh, thành phố"), of which each name has one."""
    return "," in noun or " và " in noun


def _is_shared(parse: Parse, node: Node) -> bool:
    """A noun shared without "các" and colon must be followed by known fields alone."""
    text = parse.text(node.start, node.end).lower()
    noun = node.child("shared-noun")
    items = items_of(node)
    if all(item.rule == "item-number" for item in items):
        return True
    many = noun is not None and any(parse.tag("quantifier", at) is not None for at in range(node.start, noun.start))
    if noun is not None and many_levels(parse.text(noun.start, noun.end)) and not (many and parse.folded(noun.end) == ":"):
        return False
    if many or ":" in text:
        return True
    if noun is not None and len(items) == ONE_NAME and parse.folded(noun.start) in _INNER_PARTS and parse.folded(items[0].end) == "và":
        return False  # "Phòng Vận tải và An toàn giao thông" is one
    return all(item.rule == "item-field" for item in items)


def _is_generic(parse: Parse, node: Node) -> bool:
    """A kind of bodies alone, without "các" and without a word that says which, is any noun: "đơn vị" of measure, "tổ chức" the verb."""
    if parse.tag("quantifier", node.start) is not None:
        return True
    kinds = [c for chain in node.children for c in chain.children if c.name == "kind"]
    first = kinds[0]
    if len(kinds) == 1 and parse.text(first.start, first.end).lower() == "khu vực":
        return False
    if first.rule == "kind-organisation":
        return True
    if parse.tag("verb", first.start) is not None:
        own = any(child.name == "own" for child in first.children)
        return own or (len(kinds) > 1 and first.end == parse.tag("group", first.start) and parse.tag("verb", kinds[1].start) is None)
    return len(kinds) > 1 or first.rule != "kind-body" or parse.tokens[first.start].is_capital


def _named_body(parse: Parse, node: Node) -> bool:
    """A body's noun in small letters and without a name is a kind ("sở"), left to the chain."""
    word = node.children[0].start if node.children and node.children[0].name == "noun" else node.start
    noun = node.child("noun")
    which = node.child("which")
    if noun is not None and parse.tag("verb", noun.start) == noun.end and which is not None and which.rule == "which-plain":
        return False  # "Thanh tra hồ sơ ..." is a task
    if noun is not None and noun.end - noun.start > 2 and parse.tag("verb", noun.start) is None:
        return True  # a name of three words and more ("cơ quan thi hành án dân sự") says enough
    behind = [c for c in node.children if c.name != "noun"]
    if behind and not (len(behind) == 1 and behind[0].rule in ("tail-modifier", "tail-of", "tail-relative", "tail-bracket")):
        return True
    return parse.tokens[word].is_capital and parse.tag("quantifier", node.start) is None


RULES = (
    Rule("noun", "noun-body", "body"),
    # "UBND tỉnh", "các huyện, thị xã Đức Hòa và thành phố Tân Giang", "cấp tỉnh, cấp xã"
    Rule("place", "place-level", "level ( @place-name | @number )?"),
    Rule("place", "place-known", "@known-place"),
    Rule("place", "place-misread", "@misread-level"),
    Rule("places", "places", "quantifier? <place> ( @comma quantifier? !<specific> <place> | @and !quantifier <place> )*"),
    # what says which one
    Rule("owner", "owner-body", "quantifier? <body>"),
    Rule("owner", "owner-chain", "&quantifier <chain>"),
    Rule("owner", "owner-kind", "<kind>"),
    Rule("owner", "owner-places", "<places>"),
    Rule("owner", "owner-titled", "<titles> <body>"),
    Rule("owner", "owner-name", "quantifier? name <tail>*"),
    Rule("owner", "owner-other", "quantifier? ( @title-case | @plain-nouns )"),
    Rule("tail", "tail-bracket", "@bracket"),
    Rule("tail", "tail-modifier", "@plain-modifier"),
    Rule("tail", "tail-given", "@given"),
    Rule("tail", "tail-of", "link <owner>", _is_owned),
    Rule("tail", "tail-places", "<places>"),
    Rule("tail", "tail-many", "!@capital 'các' <kind> !@separator"),
    # "Trạm Y tế trường", "Thanh tra sở": whose part it is, in small letters
    Rule("tail", "tail-house", "( 'trường' | 'viện' | 'sở' | 'công' 'ty' | 'bệnh' 'viện' | 'nhà' 'máy' ) &@predicate"),
    Rule("tail", "tail-relative", "@many-relative"),
    Rule("tail", "tail-number", "@number"),
    Rule("tail", "tail-dash-place", "@dash-place"),
    Rule("tail", "tail-range", "<range>"),
    Rule("range", "range", "'từ' level? @place-name ( 'đến' | 'tới' ) level? @place-name"),
    Rule("zone", "zone", "( 'công' 'nghiệp' | 'chế' 'xuất' | 'kinh' 'tế' | 'công' 'nghệ' 'cao' )"),
    Rule("zones", "zones", "'các'? ( 'khu' | 'cụm' ) <zone> ( ( @comma | @and ) 'các'? ( 'khu' | 'cụm' )? <zone> )*"),
    Rule("which", "which-managed", "'quản' 'lý' @plain-nouns"),
    Rule("which", "which-zones", "'quản' 'lý' <zones>"),
    Rule("tail", "tail-all-zones", "<zones> @title-case?"),
    Rule("tail", "tail-zones", "@and ( 'các'? 'khu' <zone> | 'chế' 'xuất' ) @title-case?"),
    # "Sở Y tế tỉnh", "Văn phòng UBND tỉnh", "Ban Quản lý Khu kinh tế Dung Sơn và các Khu công nghiệp", "tổ chuyên gia"
    Rule("which", "which-field", "field @more-fields?"),
    Rule("which", "which-field-across", "@field-across"),
    Rule("which", "which-fields", "field ( &@capital field )+"),
    Rule("which", "which-field-name", "!@capital field @place-name"),
    Rule("which", "which-body", "&@capital <body>"),
    Rule("which", "which-works", "@works"),
    Rule("which", "which-name", "@title-case"),
    Rule("which", "which-plain", "@plain-nouns"),
    Rule("which", "which-plain-name", "@plain-nouns @place-name"),
    Rule("body", "body", "<noun> <which>? <inner>? @dash-name? <tail>*"),
    Rule("inner", "inner", "&@capital <body>"),
    Rule("body", "body-name", "name <tail>*"),
    # "các sở, ban, ngành tỉnh", "cơ quan, tổ chức, đơn vị có liên quan", "tổ chức, cá nhân"
    Rule("kind", "kind-group", "( group | people ) @title-case? @plain-nouns? <own>*"),
    Rule("kind", "kind-business", "( group | people ) @business <own>*"),
    Rule("kind", "kind-trades", "( group | people ) @more-trades <own>*"),
    Rule("kind", "kind-body", "!@capital-body body !field !@title-case @plain-nouns? <own>*"),
    Rule("kind", "kind-body-of", "!@capital body field <own>*"),
    Rule("kind", "kind-enterprise", "!@capital-body <trader> @business <own>*"),  # "các công ty vận tải" in front of their verb
    Rule("trader", "trader", "( 'công' 'ty' | 'nhà' 'máy' | 'xí' 'nghiệp' | 'hợp' 'tác' 'xã' | 'cửa' 'hàng' )"),
    Rule("kind", "kind-person", "'người' @until-duty"),
    # "Tổ chức quản lý chợ" in front of its duty
    Rule("kind", "kind-organisation", "'tổ' 'chức' @organisation"),
    # "người cập nhật", "người ra quyết định cưỡng chế" in front of what he is to do
    Rule("kind", "kind-agent", "'người' verb @acted* &@act"),
    Rule("kind", "kind-level", "level !@place-name !@number"),
    Rule("own", "own-modifier", "@modifier"),
    Rule("own", "own-of", "link <owner>", _is_owned),
    Rule("own", "own-body", "&@capital <body>", _is_of_people),
    Rule("own", "own-level", "level !@place-name !@number"),
    Rule("own", "own-range", "<range>"),
    Rule("tail", "tail-branch", "'ngành' @title-case"),
    Rule("own", "own-relative", "@relative"),
    Rule("own", "own-case", "@in-case"),
    Rule("own", "own-duty", "@until-duty"),
    Rule("own", "own-bracket", "@bracket"),
    Rule("own", "own-class", "quantifier? ( 'lớp' | 'khối' 'lớp'? | 'khóa' ) ( @number ( @separator @number )* )?", _is_of_people),
    Rule("chain", "chain", "quantifier? <kind> ( @separator !quantifier !<specific> <kind> )* <places>? <own>*"),
    Rule("specific", "specific-titled", "title"),
    Rule("specific", "specific-name", "name"),
    Rule("specific", "specific-body", "( @capital-body | &@capital body ( field | @title-case ) | body quantifier? level )"),
    # "các Sở: Tài chính, Kế hoạch và Đầu tư", "UBND các xã: An Sơn, Bình Hải", "các Sở Công Thương, Y tế"
    Rule("item", "item-field", "&@capital @single-field !level !@capital"),
    Rule("item", "item-number", "@numbered"),
    Rule("item", "item-level", "level ( @place-name | @number )"),
    Rule("item", "item-name", "!<specific> !<chain-start> !field @title-case"),
    Rule("chain-start", "chain-start", "quantifier"),
    Rule("shared-noun", "shared-body", "body"),
    Rule("shared-noun", "shared-level", "level"),
    Rule("shared-noun", "shared-levels", "level ( @separator level )+ &@colon"),
    Rule(
        "shared",
        "shared",
        "( <noun> ( quantifier | @counted ) | quantifier )? <shared-noun> @colon? <item> ( @separator <item> )+",
        _is_shared,
    ),
    # "các Công ty: Cấp nước Tân Giang, Môi trường Đô thị": behind "các" and a colon a field may bear a name
    Rule("wide", "wide-item", "<item>"),
    Rule("wide", "wide-named-field", "&@capital !body !name !title field ( '-'? ( &@capital field | @place-name ) )+"),
    Rule("shared", "shared-many", "<noun>? quantifier !level <shared-noun> @colon <wide> ( @separator <wide> )+"),
    # "các Tập đoàn: Điện lực Tân Giang, Hóa chất - Cao su Miền Đông"
    Rule("wide", "wide-enterprise", "@enterprise"),
    Rule("placed", "placed", "quantifier? level ( @place-name | @number ) <tail>*"),
    # the party itself, longest first
    Rule("titles", "titles", "title ( !@in-charge-of title )*"),
    # "Giám đốc, Thủ trưởng các sở", "Chủ tịch, Phó Chủ tịch UBND xã"
    Rule("titles", "titles-paired", "title ( @comma | @and ) title", is_pair),
    Rule("party", "party-shared", "( quantifier? <titles> )? <shared>"),
    Rule("party", "party-titled", "quantifier? <titles> @bracket? @colon? quantifier? <body>"),
    Rule("party", "party-titled-field", "quantifier? <titles> field <tail>*"),
    Rule("party", "party-titled-chain", "quantifier? <titles> @bracket? @colon? <chain>"),
    Rule("party", "party-titled-place", "quantifier? <titles> <placed>"),
    Rule("party", "party-person", "quantifier? ( <titles> | people ) @person"),
    Rule("party", "party-degree", "@degree @person"),
    Rule("party", "party-person-post", "( <titles> | people ) @person <post>", _is_in_apposition),
    Rule("party", "party-titled-person", "quantifier? <titles> ( name | body ) @person"),
    Rule("party", "party-office-person", "name @person", _is_office),
    # "Đồng chí Nguyễn Văn An - Phó Chủ tịch UBND xã"
    Rule("post", "post", "( '-' | @comma ) <titles> <body>? <tail>*"),
    Rule("post", "post-of-people", "'-' people field?"),
    Rule("party", "party-titled-other", "quantifier? <titles> quantifier ( @title-case | @plain-nouns ) <tail>*"),
    Rule("party", "party-title", "quantifier? <titles> <tail>*", _governs),
    # an abbreviation that no lexicon has, where a duty shows that it is somebody: "VNMAC có trách nhiệm ..."
    Rule("party", "party-letters", "@letters &@duty"),
    Rule("party", "party-name", "quantifier? name <tail>*"),
    Rule("party", "party-body", "quantifier? <noun> <which>? <inner>? @dash-name? <tail>*", _named_body),
    Rule("party", "party-placed", "<placed>"),
    Rule("party", "party-chain", "<chain>", _is_generic),
)


TESTS = {
    "title-case": naming.title_case,
    "works": naming.works,
    "place-name": naming.place_name,
    "known-place": naming.known_place,
    "misread-level": naming.misread_level,
    "plain-nouns": naming.plain_nouns,
    "more-fields": naming.more_fields,
    "field-across": naming.field_across,
    "dash-place": naming.dash_place,
    "numbered": signs.numbered,
    "counted": signs.counted,
    "letters": signs.letters,
    "duty": signs.duty,
    "bracket": signs.bracket,
    "relative": which.relative,
    "business": trades.business,
    "predicate": which.predicate,
    "act": trades.act,
    "acted": trades.acted,
    "more-trades": trades.more_trades,
    "until-duty": which.until_duty,
    "in-case": obliged.in_case,
    "given": obliged.given,
    "enterprise": enterprises.enterprise,
    "organisation": obliged.organisation,
    "many-relative": which.many_relative,
    "capital-body": naming.capital_body,
    "single-field": naming.single_field,
    "modifier": which.modifying,
    "plain-modifier": which.plain_modifier,
    "in-charge-of": signs.in_charge_of,
    "person": signs.person,
    "degree": signs.degree,
    "number": signs.number,
    "dash-name": naming.dash_name,
    "separator": signs.separator,
    "comma": signs.comma,
    "and": signs.and_,
    "colon": signs.colon,
    "capital": signs.capital,
}
"""What patterns may ask for beside tags, words and rules."""

GRAMMAR = Grammar.of(RULES, TESTS)
"""All rules of parties; the same for every notice."""
