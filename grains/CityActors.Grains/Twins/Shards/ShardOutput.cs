using System.Buffers.Binary;
using CityActors.Domain.Changes;
using CityActors.Grains.Loops;
using Microsoft.Extensions.Logging;

namespace CityActors.Grains.Twins.Shards;

/// <summary>
/// Gathers what the fold says and brings it into the change log. What is there already is left out, so replay says nothing twice; a
/// write that fails is tried until it succeeds, because changes that are dropped would be missing for ever.
/// </summary>
internal sealed partial class ShardOutput(ShardPorts ports, int partition, long folded)
{
    private readonly ShardOptions options = ports.Options;
    private readonly Backoff backoff = new(ports.Options.RetryAfter, ports.Options.RetryAfterMax, ports.Time);

    /// <summary>Where the fold writes.</summary>
    public ChangeWriter Changes { get; } = new();

    /// <summary>Newest sequence that was brought into the change log, or was there before.</summary>
    public long Written { get; private set; } = folded;

    /// <summary>Whether enough is gathered to be written.</summary>
    public bool IsFull(long foldedUpTo) =>
        foldedUpTo - Written >= options.SliceRecordsMax || Changes.Length >= options.SliceBytesMax;

    /// <summary>
    /// Brings what was gathered into the change log, as what follows from the records up to <paramref name="upTo"/>. The caller clears
    /// <see cref="Changes"/> when he needs them no more.
    /// </summary>
    /// <param name="upTo">Newest folded sequence.</param>
    /// <param name="failed">Called once when the first try failed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask Write(long upTo, Action failed, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await TryWrite(upTo, cancellationToken);
                break;
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                LogWriteFailed(ports.Logger, wrong, partition, Written + 1, upTo, tries);
                CityMeters.LoopFailed("change-log");
                if (tries == 1)
                {
                    failed();
                }

                await backoff.Pause(cancellationToken);
            }
        }

        backoff.Reset();
        Written = upTo;
    }

    private async ValueTask TryWrite(long upTo, CancellationToken cancellationToken)
    {
        var known = ports.Changes.Watermark(partition);
        if (upTo <= known)
        {
            return;
        }

        var (first, count, changes) = (Written + 1, Changes.Count, Changes.Written);
        if (known >= first)
        {
            (changes, count) = After(changes, count, known);
            first = known + 1;
        }

        await ports.Changes.Append(partition, first, upTo, count, changes, cancellationToken);
    }

    /// <summary>The changes of records after a sequence; changes stand in the order of their records.</summary>
    internal static (ReadOnlyMemory<byte> Changes, int Count) After(ReadOnlyMemory<byte> changes, int count, long sequence)
    {
        var reader = new ChangeReader(changes.Span);
        var offset = 0;
        while (reader.Next() && reader.Sequence <= sequence)
        {
            offset += BinaryPrimitives.ReadInt32LittleEndian(changes.Span[offset..]);
            count--;
        }

        return (changes[offset..], count);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Partition {Partition}: changes of {First}..{Last} could not be written (try {Tries}); the shard waits.")]
    private static partial void LogWriteFailed(ILogger logger, Exception wrong, int partition, long first, long last, int tries);
}
