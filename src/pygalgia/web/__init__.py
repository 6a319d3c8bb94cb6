"""The web application: for the person in pain, the clinician, the reader and the editor."""
