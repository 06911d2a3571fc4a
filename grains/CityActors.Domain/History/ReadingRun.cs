using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.History;

/// <summary>
/// Resolves several rows of one channel and one observedAt, met in the order of their positions, into the one that counts.
/// A row with the value of the one that counts is a repeat and changes nothing: a file that is replayed leaves quality and position
/// as they were. A row with another value is a correction and takes its place. So of A, B, B, A the last A counts, of A, A the first.
/// Resolving a part first and the rest later gives the same: that is what compaction relies on.
/// </summary>
public static class ReadingRun
{
    /// <summary>Whether a later row takes the place of the one that counts.</summary>
    /// <param name="counting">Value of the row that counts.</param>
    /// <param name="later">Value of a row with a higher position.</param>
    public static bool Replaces(TwinValue counting, TwinValue later) => counting != later;
}
