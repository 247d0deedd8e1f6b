"""泽康血液透析中心, a made-up dialysis centre whose every wrong charge is known."""
