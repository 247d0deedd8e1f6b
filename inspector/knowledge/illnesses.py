"""The words for illnesses and earlier treatments in a sentence on what a drug is paid for.

They are a first cut for a person to go over: what a list of words leaves out makes a false hit, so
hits on unreviewed words are for a person to look at.
"""

import re
from collections.abc import Iterable, Iterator

from inspector.knowledge.points import plain

_ENDS = (
    r"癌|瘤|白血病|综合[征症]|病变|疾病|病|炎|症|衰竭|功能不全|功能障碍|梗[死塞]|栓塞|血栓|阻塞|出血|贫血|高血压|高血脂"
    r"|血症|糖尿病|哮喘|感染|损伤|骨折|心绞痛|卒中|休克|癫痫|偏头痛|疼痛|癌痛|水肿|硬化|痴呆|抑郁|焦虑|失眠|便秘|腹泻"
    r"|流感|感冒|惊厥|呕吐|恶心|溃疡|结核|肝炎|艾滋|免疫缺陷|紫癜|血友病|银屑|白癜风|痛风|中毒|昏迷|麻痹|耳聋|聋|眩晕|缺乏|不足|增生"
    r"|过敏|排斥|排异|移植|透析|镇静|镇痛|麻醉|不孕|流产|烧伤|创伤|手术|肥胖|肿大|畸形|痉挛|颤动|房颤|心动过速|早搏"
)
_PHRASE = re.compile(rf"[\w\-]*(?:{_ENDS})")
_LEADING = re.compile(
    r"^(?:限|仅|用于|适用于|治疗|预防|患者|成人|成年|儿童|青少年|晚期|早期|局部|转移性|复发性?|难治性?|或|和|及|与|的|且|并|伴有?"
    r"|有|因|由|对|经|中重度|中度|重度|轻度|轻|中|至|急性|慢性|活动性|原发性|继发性|新发|明确|诊断|确诊|说明书标明|医疗机构"
    r"|不可切除|无法手术|引起|所致|导致|合并|进展期|持续性|典型|下列|以下|情况|[一二三]级|以上|住院|急性期|[IVX\d]+型|\d+)+"
)
_FEWEST = 2
_STOP = {
    "疾病",
    "病变",
    "手术",
    "感染",
    "症",
    "炎",
    "病",
    "治疗",
    "不足",
    "缺乏",
    "过敏",
    "综合征",
    "不全",
}
_FAILED = (
    r"失败|无效|应答|反应不佳|效果不佳|控制不佳|控制效果不佳|控制不良|不耐受|不能耐受|无法耐受|难以控制"
    r"|仍不能|进展|禁忌|既往接受|欠佳"
)
_TREATED = re.compile(
    r"(?<!未)接受过?(?:至少)?([\w\-、]{2,20}?(?:化疗|内分泌治疗|免疫治疗|抑制剂|单抗|激素))"
)
_BEFORE = re.compile(
    r"^(?:限|对|经|既往|至少|接受过?|使用|其他|传统|常规|一种|两种|多种|或|和|及|与|的|含|等|且|在|用|过|后|单一|之前|治疗|方案|为基础)+"
)
_AFTER = re.compile(r"(?:等|治疗|控制|方案|效果|后|时|为基础|口服|的|系统性?|类药物|不|等?其他)+$")


def illnesses(said: str) -> tuple[str, ...]:
    """Words of which one must be in the name of a diagnosis; a cancer also by its clinical name."""
    found: dict[str, None] = {}
    for clause in _clauses(said):
        for match in _PHRASE.finditer(clause):
            word = _LEADING.sub("", match[0].rpartition("的")[2])
            if len(word) >= _FEWEST and word not in _STOP:
                found |= dict.fromkeys(_also(word))
    return tuple(found)


def _also(word: str) -> Iterator[str]:
    yield word
    if word.endswith("癌") and len(word) > 1:
        organ = re.sub(r"(?<!乳)(?<!列)(?<!状)(?<!胰)腺$|(非?小?细胞|鳞状)+$", "", word[:-1])
        organ = re.sub(r"^(非?小?细胞|鳞状|上皮性|非)+", "", organ) or word[:-1]
        organ = "乳房" if organ == "乳腺" else organ
        yield f"{organ}恶性肿瘤"
        yield f"{organ}癌"


def earlier(said: str) -> tuple[str, ...]:
    """Words for what must have been tried before."""
    found: dict[str, None] = {}
    for clause in _clauses(said, r"[，,。；;\n]"):
        before = re.split(_FAILED, clause)[:-1]
        for part in (*_parts(before), *_TREATED.findall(clause)):
            word = _AFTER.sub("", _BEFORE.sub("", part))
            if len(word) >= _FEWEST and not re.search(r"患者|疾病|以上|期间|联合|不足|\d", word):
                found[word] = None
    return tuple(found)


def _parts(texts: Iterable[str]) -> Iterator[str]:
    return (part for text in texts for part in re.split(r"[、和或及与/]", text) if part)


_BREAKS = (
    r"[；;。，,、/\n]|[和或及与伴的]|引起|所致|导致|相关|合并|阳性|阴性|[早晚中]期|转移性|复发性?|难治性?|接受过?|针对|成人|成年"
    r"|患者|风险|预防|治疗|用于|诊断"
)


def _clauses(said: str, at: str = _BREAKS) -> list[str]:
    """The sentence in pieces, without what stands in brackets, numbers and paperwork."""
    said = plain(said.split("应同时符合")[0])
    said = re.sub(r"[(\[][^()\[\]]*[)\]]", "", said)
    said = re.sub(r"(?<![\dA-Za-z])\d+\.(?=\D)", "；", said)
    return [piece for piece in re.split(at, said) if piece]
