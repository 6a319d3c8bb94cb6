"""The interview as Questionnaire and QuestionnaireResponse: static forms, and the adaptive one of SDC."""
