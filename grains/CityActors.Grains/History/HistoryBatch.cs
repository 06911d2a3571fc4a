using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Grains.History;

/// <summary>
/// Rows of one partition on their way to history, with the channels they speak of. Reused: <see cref="Clear"/> keeps its memory.
/// </summary>
public sealed class HistoryBatch
{
    /// <summary>Channels that rows of this or later batches speak of, the first time they are met (repeats are harmless).</summary>
    public List<HistoryChannel> Channels { get; } = [];

    /// <summary>The rows, ordered by sequence and index.</summary>
    public List<HistoryRow> Rows { get; } = [];

    /// <summary>Forgets the rows, keeps the memory.</summary>
    public void Clear()
    {
        Channels.Clear();
        Rows.Clear();
    }
}

/// <summary>Names behind a channel handle.</summary>
/// <param name="Handle">Handle of the channel in its partition.</param>
/// <param name="Twin">URN.</param>
/// <param name="Channel">Channel name.</param>
/// <param name="Unit">Unit; null when none is known.</param>
public readonly record struct HistoryChannel(int Handle, string Twin, string Channel, string? Unit);

/// <summary>One reading.</summary>
/// <param name="Sequence">Log sequence of the record in its partition.</param>
/// <param name="Index">Number among the rows of that record.</param>
/// <param name="Handle">Channel handle.</param>
/// <param name="ObservedAtMs">Device time, Unix milliseconds.</param>
/// <param name="ArrivedAtMs">Gateway time, Unix milliseconds.</param>
/// <param name="Value">The value.</param>
/// <param name="Quality">Its quality; late ones come as <see cref="Quality.Late"/>.</param>
public readonly record struct HistoryRow(
    long Sequence, int Index, int Handle, long ObservedAtMs, long ArrivedAtMs, TwinValue Value, Quality Quality);
