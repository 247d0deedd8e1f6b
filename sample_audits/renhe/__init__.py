"""仁和医院, a made-up general hospital: wards, outpatients, theatre, laboratory, imaging, stock."""
