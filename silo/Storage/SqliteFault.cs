using Microsoft.Data.Sqlite;

namespace CityActors.Silo.Storage;

/// <summary>Says in a sentence what is wrong with a database file.</summary>
internal static class SqliteFault
{
    private const int ReadOnly = 8;
    private const int Io = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The exception for whoever uses the store.</summary>
    /// <param name="cause">What SQLite said.</param>
    /// <param name="what">What the file is, e.g. "registry".</param>
    /// <param name="path">The file.</param>
    public static Exception Of(SqliteException cause, string what, string path) => cause.SqliteErrorCode switch
    {
        Full => new IOException($"The {what} {path} cannot be written: the disk is full.", cause),
        ReadOnly => new IOException($"The {what} {path} cannot be written: the file or its folder is read-only.", cause),
        Io => new IOException($"The {what} {path} cannot be read or written: {cause.Message}", cause),
        CannotOpen => new IOException($"The {what} {path} cannot be opened: is its folder there, and may we write to it?", cause),
        Corrupt or NotADatabase => new InvalidDataException($"The {what} {path} is damaged: {cause.Message}", cause),
        _ => new IOException($"The {what} {path} refused a statement: {cause.Message}", cause),
    };
}
