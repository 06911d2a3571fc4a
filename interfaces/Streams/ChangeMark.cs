namespace CityActors.Streams;

/// <summary>
/// How far the changes of one partition have been dealt with, in one number that grows: the log sequence in the upper 43 bits, the
/// number of changes of that record in the lower 20. A record may cause up to 1,048,576 changes that are told apart; the ones beyond
/// that share the last mark.
/// </summary>
public static class ChangeMark
{
    /// <summary>Nothing has been dealt with.</summary>
    public const long None = 0;

    private const int IndexBits = 20;
    private const int IndexMost = (1 << IndexBits) - 1;

    /// <summary>Up to and including one change.</summary>
    /// <param name="sequence">Log record that caused it, from 0.</param>
    /// <param name="index">Number among the changes of that record, from 0.</param>
    public static long Of(long sequence, int index) => (sequence << IndexBits) + Math.Min(index, IndexMost) + 1;

    /// <summary>Up to and including everything that a record caused; -1: nothing.</summary>
    public static long After(long sequence) => (sequence + 1) << IndexBits;

    /// <summary>The first record that may still have caused something to deal with.</summary>
    public static long NextSequence(long mark) => mark >> IndexBits;

    /// <summary>How many of the changes of <see cref="NextSequence"/> have been dealt with.</summary>
    public static int NextIndex(long mark) => (int)(mark & IndexMost);
}
