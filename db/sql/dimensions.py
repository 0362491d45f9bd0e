"""SQL of sections and projects on documents."""

SECTION = "SELECT id FROM section WHERE uid = ?"
PROJECT = "SELECT id FROM project WHERE uid = ?"
OF_DOCUMENT = "SELECT section_id, project_id FROM document WHERE uid = ?"
OF_BATCH = (
    "SELECT d.section_id, d.project_id FROM production_batch b JOIN document d ON d.id = b.document_id "
    "WHERE b.uid = ?"
)
