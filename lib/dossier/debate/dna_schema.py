"""Tables of a Discourse Network Analyzer 3 file in SQLite, with the columns and keys that program expects."""

VARIABLES = (
    ("person", "short text"), ("organization", "short text"), ("concept", "short text"), ("agreement", "boolean"),
    ("stance", "short text"), ("sentence_no", "integer"),
)  # fmt: skip
_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_COLOUR = ", ".join(f"{c} INTEGER NOT NULL DEFAULT 0 CHECK ({c} BETWEEN 0 AND 255)" for c in ("Red", "Green", "Blue"))
_RIGHTS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "ViewOthersDocuments",
    "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip
_PERMISSIONS = ", ".join(
    f"Permission{r} INTEGER NOT NULL DEFAULT 1 CHECK (Permission{r} BETWEEN 0 AND 1)" for r in _RIGHTS
)


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _value_table(name: str, value: str, *further: str) -> str:
    keys = (_refers("StatementId", "STATEMENTS"), _refers("VariableId", "VARIABLES"), *further)
    return (
        f"CREATE TABLE {name}({_ID}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, {value}, "
        f"{', '.join(keys)}, UNIQUE (StatementId, VariableId))"
    )


TABLES = (
    "CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL DEFAULT '')",
    f"CREATE TABLE CODERS({_ID}, Name TEXT NOT NULL, {_COLOUR}, Refresh INTEGER NOT NULL DEFAULT 0, "
    "FontSize INTEGER NOT NULL DEFAULT 14, Password TEXT NOT NULL, PopupWidth INTEGER NOT NULL DEFAULT 300, "
    "ColorByCoder INTEGER NOT NULL DEFAULT 0, PopupDecoration INTEGER NOT NULL DEFAULT 0, "
    f"PopupAutoComplete INTEGER NOT NULL DEFAULT 1, {_PERMISSIONS})",
    f"CREATE TABLE DOCUMENTS({_ID}, Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER, "
    "Author TEXT NOT NULL DEFAULT '', Source TEXT NOT NULL DEFAULT '', Section TEXT NOT NULL DEFAULT '', "
    "Notes TEXT NOT NULL DEFAULT '', Type TEXT NOT NULL DEFAULT '', "
    f"Date INTEGER NOT NULL, {_refers('Coder', 'CODERS')})",
    f"CREATE TABLE STATEMENTTYPES({_ID}, Label TEXT NOT NULL, {_COLOUR})",
    f"CREATE TABLE VARIABLES({_ID}, Variable TEXT NOT NULL, DataType TEXT NOT NULL DEFAULT 'short text', "
    f"StatementTypeId INTEGER, {_refers('StatementTypeId', 'STATEMENTTYPES')}, UNIQUE (Variable, StatementTypeId))",
    f"CREATE TABLE VARIABLELINKS({_ID}, SourceVariableId INTEGER, TargetVariableId INTEGER, "
    f"{_refers('SourceVariableId', 'VARIABLES')}, {_refers('TargetVariableId', 'VARIABLES')})",
    f"CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, {_COLOUR})",
    f"CREATE TABLE CODERRELATIONS({_ID}, Coder INTEGER, OtherCoder INTEGER, viewStatements INTEGER NOT NULL DEFAULT 1, "
    "editStatements INTEGER NOT NULL DEFAULT 1, viewDocuments INTEGER NOT NULL DEFAULT 1, "
    f"editDocuments INTEGER NOT NULL DEFAULT 1, {_refers('Coder', 'CODERS')}, {_refers('OtherCoder', 'CODERS')})",
    f"CREATE TABLE STATEMENTS({_ID}, StatementTypeId INTEGER, DocumentId INTEGER, "
    "Start INTEGER NOT NULL CHECK (Start >= 0 AND Start < Stop), Stop INTEGER NOT NULL, Coder INTEGER, "
    f"{_refers('StatementTypeId', 'STATEMENTTYPES')}, {_refers('Coder', 'CODERS')}, "
    f"{_refers('DocumentId', 'DOCUMENTS')})",
    f"CREATE TABLE ENTITIES({_ID}, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '', {_COLOUR}, "
    "ChildOf INTEGER, UNIQUE (VariableId, Value), "
    f"{_refers('ChildOf', 'ENTITIES')}, {_refers('VariableId', 'VARIABLES')})",
    _value_table("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1"),
    _value_table("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0"),
    _value_table("DATASHORTTEXT", "Entity INTEGER NOT NULL", _refers("Entity", "ENTITIES")),
    _value_table("DATALONGTEXT", "Value TEXT DEFAULT ''"),
    f"CREATE TABLE ATTRIBUTEVARIABLES({_ID}, VariableId INTEGER NOT NULL, AttributeVariable TEXT NOT NULL, "
    f"UNIQUE (VariableId, AttributeVariable), {_refers('VariableId', 'VARIABLES')})",
    f"CREATE TABLE ATTRIBUTEVALUES({_ID}, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, "
    "AttributeValue TEXT NOT NULL DEFAULT '', UNIQUE (EntityId, AttributeVariableId), "
    f"{_refers('EntityId', 'ENTITIES')}, {_refers('AttributeVariableId', 'ATTRIBUTEVARIABLES')})",
)
CODER = "INSERT INTO CODERS (ID, Name, Password) VALUES (?, ?, '')"
