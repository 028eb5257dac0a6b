"""XLSForm, the questionnaires of ODK, Kobo and their kin (`.xlsx`)."""
