"""Honest hospital stays: one bed, round and nursing a day, one session for each unit charged.

A bed holds one patient at a time and each bed has its own times of the day, so no therapist is
ever double-booked by accident.
"""

from sample_audits.kangning.clock import DAY, FIRST_DAY, is_sunday, moment
from sample_audits.kangning.items import (
    AMLODIPINE,
    ASSESSMENT,
    ATORVASTATIN,
    BALANCE,
    BED,
    BLOOD_COUNT,
    CEFTRIAXONE,
    EXERCISE,
    GROUP,
    HEMIPLEGIA,
    HEPARIN,
    INFRARED,
    INFUSION,
    INFUSION_SET,
    MECOBALAMIN,
    METOPROLOL,
    NURSING_1,
    NURSING_2,
    OCCUPATION,
    OMEPRAZOLE,
    PRESSURE,
    PULSE,
    ROUND,
    SPEECH,
    SURGERY,
    SYRINGE,
    ULTRASOUND,
    Item,
)
from sample_audits.kangning.people import Person
from sample_audits.kangning.records import Visit
from sample_audits.kangning.ward import Ward

STROKE = ("I69.300", "脑梗死后遗症")
FRACTURE = ("S72.000", "股骨颈骨折")
SPINE = ("M51.202", "腰椎间盘突出")
PNEUMONIA = ("J18.900", "肺炎")
EPIGLOTTIS = ("D14.100", "会厌良性肿瘤")
SLOTS = 4
_ORAL = (ATORVASTATIN, AMLODIPINE, METOPROLOL, MECOBALAMIN)


def slot(bed: int, turn: int, day: int) -> int:
    """When bed `bed` has its `turn`-th morning treatment: four slots of 50 minutes from 08:30."""
    return moment(day, 8, 30) + (bed + turn) % SLOTS * 3000


def afternoon(bed: int, day: int) -> int:
    """A slot of 50 minutes after lunch that no other bed of the team has."""
    return moment(day, 13, 30) + bed % SLOTS * 3000


def daily(visit: Visit, day: int, nursing: Item = NURSING_2) -> None:
    """What every day in bed costs; the hour is not known."""
    at = moment(day)
    visit.charge(BED, at)
    visit.charge(ROUND, at)
    visit.charge(nursing, at)


def _infusions(ward: Ward, visit: Visit, day: int) -> None:
    """Two a day are honest: morning and afternoon, at different times."""
    morning = moment(day, 9, 5 + ward.pick(40))
    later = moment(day, 15, 5 + ward.pick(40))
    visit.charge(CEFTRIAXONE, morning, 2)
    visit.charge(INFUSION, morning)
    visit.charge(INFUSION, later)
    visit.charge(INFUSION_SET, morning + 60, 2)
    visit.charge(SYRINGE, morning + 60, 2)


def rehab_stay(ward: Ward, bed: int, first_day: int, nights: int) -> Visit:
    """A long rehabilitation stay on a regular bed, 10 to 25 days."""
    stroke = ward.random() < 0.6
    visit = ward.visit(
        ward.person(),
        moment(first_day, 9, ward.pick(50)),
        moment(first_day + nights, 10, ward.pick(50)),
        "2105",
        STROKE if stroke else FRACTURE if ward.random() < 0.5 else SPINE,
        bed=f"{bed + 1:02d}",
    )
    visit.charge(BLOOD_COUNT, moment(first_day, 10, ward.pick(50)))
    visit.charge(ULTRASOUND, moment(first_day, 14, ward.pick(50)))
    drugs = (_ORAL[ward.pick(2)], _ORAL[2 + ward.pick(2)])
    treated = 1 + ward.pick(5)
    first = 1 + is_sunday(first_day + 1)
    for number in range(nights):
        day = first_day + number
        daily(visit, day, NURSING_1 if number < 3 else NURSING_2)
        for count, drug in enumerate(drugs, start=1):
            visit.charge(drug, moment(day, 8, ward.pick(50)), count)
        if number < treated:
            _infusions(ward, visit, day)
        if number % 2:
            visit.charge(HEPARIN, moment(day, 10, ward.pick(50)))
        if number and not is_sunday(day):
            _treatments(ward, visit, bed, day, stroke, assess=number in (first, 15))
    visit.charge(OMEPRAZOLE, visit.end - 1800, 14)
    return visit


def _treatments(ward: Ward, visit: Visit, bed: int, day: int, stroke: bool, assess: bool) -> None:
    team = ward.teams[0]
    late, more = ward.pick(3) * 60, ward.pick(3)
    main = HEMIPLEGIA if stroke else EXERCISE
    ward.treat(visit, main, slot(bed, 0, day) + late, main.minutes + more, team["pt"])
    ward.treat(visit, OCCUPATION, slot(bed, 1, day) + late, 45 + more, team["ot"])
    if stroke and day % 2:
        ward.treat(visit, SPEECH, slot(bed, 2, day) + late, 30 + more, team["speech"])
    if assess:
        ward.treat(visit, ASSESSMENT, slot(bed, 3, day), 30 + more, team["balance"])
    elif day % 3 == 0:
        ward.treat(visit, BALANCE, slot(bed, 3, day) + late, 25 + more, team["balance"])
    # One therapist sets up the machines for everybody after lunch.
    pulse = moment(day, 13, 30 + bed)
    ward.treat(visit, PULSE, pulse, 22, team["device"], f"Z{ward.number:04d}{bed}")
    if day % 2:
        other, prefix = (INFRARED, "H") if stroke else (PRESSURE, "Q")
        ward.treat(
            visit, other, pulse + 1560, 20 + more, team["device"], f"{prefix}{ward.number:04d}{bed}"
        )
    if day % 7 in (1, 5):
        ward.treat(visit, GROUP, moment(day, 15, 15), 45, team["group"])


def medical_stay(ward: Ward, bed: int, first_day: int, nights: int) -> Visit:
    """A medical stay of 5 to 9 days: infusions, laboratory, no rehabilitation."""
    surgery = ward.random() < 0.2
    visit = ward.visit(
        ward.person(),
        moment(first_day, 8, ward.pick(59)),
        moment(first_day + nights, 10, ward.pick(50)),
        "2101",
        EPIGLOTTIS if surgery else PNEUMONIA,
        bed=f"内{bed + 1:02d}",
        dept="内科" if not surgery else "耳鼻喉科",
    )
    visit.charge(BLOOD_COUNT, moment(first_day, 9, ward.pick(59)))
    drug = _ORAL[ward.pick(4)]
    for number in range(nights):
        day = first_day + number
        daily(visit, day)
        visit.charge(drug, moment(day, 8, ward.pick(50)), 1)
        _infusions(ward, visit, day)
    visit.charge(BLOOD_COUNT, moment(first_day + nights - 1, 7, ward.pick(59)))
    if surgery:
        visit.operation = visit.charge(SURGERY, moment(first_day + 1, 10, ward.pick(50)))
    return visit


def short_stay(
    ward: Ward, bed: int, first_day: int, nights: int = 5, person: Person | None = None
) -> Visit:
    """A short rehabilitation stay with little in it, on the second team's beds."""
    visit = ward.visit(
        person or ward.person(),
        moment(first_day, 9, ward.pick(50)),
        moment(first_day + nights, 10, 20 + ward.pick(30)),
        "2105",
        SPINE,
        bed=f"短{bed + 1:02d}",
    )
    visit.charge(BLOOD_COUNT, moment(first_day, 10, ward.pick(50)))
    team = ward.teams[1]
    for number in range(nights):
        day = first_day + number
        daily(visit, day)
        visit.charge(ATORVASTATIN, moment(day, 8, ward.pick(25)), 1)
        if number:
            ward.treat(visit, EXERCISE, slot(bed, 0, day), 45 + ward.pick(3), team["pt"])
    return visit


def run_beds(ward: Ward, rehab_beds: int, medical_beds: int) -> None:
    """Fill the regular beds through the year, one patient after another."""
    last = FIRST_DAY + 364
    for kind, beds in ((rehab_stay, rehab_beds), (medical_stay, medical_beds)):
        for bed in range(beds):
            day = FIRST_DAY + 1 + ward.pick(6)
            while True:
                nights = 10 + ward.pick(16) if kind is rehab_stay else 5 + ward.pick(5)
                if day + nights > last:
                    break
                visit = kind(ward, bed, day, nights)
                ward.settle(visit)
                day = visit.end // DAY + 1 + ward.pick(4)
