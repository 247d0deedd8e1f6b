"""康宁康复医院, a made-up hospital whose every wrong charge is known."""
