package dev.rill.retrieval;

/** Where documents come from. */
public enum SourceKind {
    /** The manual that comes with the server. */
    MANUAL,
    /** A folder of this machine. */
    FOLDER,
    /** A branch of a Git repository. */
    GIT,
    /** Pages of a website. */
    WEBSITE,
    /** What users have sent. */
    UPLOADS
}
