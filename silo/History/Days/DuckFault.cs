using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace CityActors.Silo.History.Days;

/// <summary>Says in a sentence what is wrong when DuckDB refuses.</summary>
internal static class DuckFault
{
    /// <summary>The exception for whoever uses history.</summary>
    /// <param name="cause">What DuckDB said.</param>
    /// <param name="what">File or folder that it concerns.</param>
    public static Exception Of(DuckDBException cause, string what)
    {
        var said = FirstLine(cause.Message);
        return cause.ErrorType switch
        {
            DuckDBErrorType.OutOfMemory => new IOException(
                $"History {what} needs more than it may use ({said}); see City:History:MemoryMiB and City:History:TemporaryMiB.", cause),
            DuckDBErrorType.Interrupt => new OperationCanceledException($"History {what} was interrupted.", cause),
            _ when Says("No space left") => new IOException($"History {what} cannot be written: the disk is full.", cause),
            _ when Says("lock on file") => new IOException($"History {what} is in use by another process.", cause),
            _ when Says("Permission denied") || Says("Read-only") =>
                new IOException($"History {what} cannot be written: the file or its folder is read-only.", cause),
            _ when Says("only read version") || Says("newer version") => new InvalidDataException(
                $"History {what} was written by a newer version of DuckDB: {said}", cause),
            _ when Says("not a valid DuckDB") || Says("checksum") || Says("Corrupt")
                || cause.ErrorType is DuckDBErrorType.Serialization or DuckDBErrorType.Internal or DuckDBErrorType.Fatal =>
                new InvalidDataException($"History {what} is damaged: {said}", cause),
            _ => new IOException($"History {what} refused a statement: {said}", cause),
        };

        bool Says(string words) => cause.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private static string FirstLine(string message) => message.AsSpan().Trim().ToString().Split('\n')[0].Trim();
}
