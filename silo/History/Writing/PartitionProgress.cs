namespace CityActors.Silo.History.Writing;

/// <summary>How far a partition has come, and the newest observedAt of each of its channels.</summary>
/// <param name="watermark">Newest sequence whose rows are durable.</param>
/// <param name="newestMs">
/// Newest observedAt of all its channels, Unix milliseconds: what is known of them after a start.
/// </param>
internal sealed class PartitionProgress(long watermark, long newestMs)
{
    /// <summary>Channels beyond are not remembered one by one: their rows all count as doubtful.</summary>
    private const int ChannelsMax = 1 << 26;

    private readonly long newestAtStart = newestMs;
    private long[] newest = [];
    private long watermark = watermark;

    /// <summary>Newest sequence whose rows are durable.</summary>
    public long Watermark { get => Volatile.Read(ref watermark); set => Volatile.Write(ref watermark, value); }

    /// <summary>Newest observedAt of all channels, Unix milliseconds.</summary>
    public long NewestMs { get; private set; } = newestMs;

    /// <summary>
    /// Meets a row, in the order of the log. True when an earlier row of the channel with the same observedAt may exist. It errs on that
    /// side only: resolving what needs none costs time, leaving out what needs it would count a reading twice.
    /// </summary>
    public bool MayBeAgain(int handle, long observedAtMs)
    {
        NewestMs = Math.Max(NewestMs, observedAtMs);
        if (handle >= ChannelsMax)
        {
            return true;
        }

        if (handle >= newest.Length)
        {
            var before = newest.Length;
            Array.Resize(ref newest, Math.Max(handle + 1, Math.Max(1024, Math.Min(before * 2, ChannelsMax))));
            newest.AsSpan(before).Fill(newestAtStart);
        }

        ref var channel = ref newest[handle];
        var isAgain = observedAtMs <= channel;
        channel = Math.Max(channel, observedAtMs);
        return isAgain;
    }
}
